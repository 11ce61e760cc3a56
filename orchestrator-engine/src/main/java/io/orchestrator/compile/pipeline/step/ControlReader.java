package io.orchestrator.compile.pipeline.step;

import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.pipeline.field.Fields;
import io.orchestrator.compile.pipeline.field.TemplateReader;
import io.orchestrator.compile.pipeline.field.Vocabulary;
import io.orchestrator.language.Template;
import io.orchestrator.language.ValueTemplate;
import io.orchestrator.model.Value;
import io.orchestrator.plan.Durations;
import io.orchestrator.plan.StepAction;
import io.orchestrator.plan.TopicName;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Reads wait, emit, fail and succeed. */
final class ControlReader {

    static final Vocabulary WAIT = Vocabulary.of("wait", Set.of("for", "until"));
    static final Vocabulary EMIT = Vocabulary.of("emit", Set.of("event", "name", "topic", "key", "headers", "payload"));
    static final Vocabulary FAIL = Vocabulary.of("fail", Set.of("reason", "message"));
    static final Vocabulary SUCCEED = Vocabulary.of("succeed", Set.of("outputs"));
    private static final Template NOTHING = Template.parse("");

    /** The spellings of a time stamp. */
    private static final List<Consumer<String>> TIMESTAMPS =
            List.of(OffsetDateTime::parse, LocalDateTime::parse, LocalDate::parse);

    private ControlReader() {}

    // ---- wait

    static Optional<StepAction> pause(OpenStep step) {
        var node = step.fields().node("wait").orElseThrow();
        return switch (node) {
            case Node.Scalar scalar -> duration(scalar, step);
            case Node.Mapping mapping -> {
                WAIT.check(mapping, step.findings());
                yield pause(new Fields(mapping, step.findings()), step);
            }
            case Node.Sequence list -> {
                step.fields().wrongType("wait", "a time, {for: 10m} or {until: timestamp}", list);
                yield Optional.empty();
            }
        };
    }

    private static Optional<StepAction> pause(Fields wait, OpenStep step) {
        if (wait.has("for") && wait.has("until")) {
            LoopReader.conflict(wait, "for", "until");
        } else if (!wait.has("for") && !wait.has("until")) {
            missing(wait, "for");
        }
        var until = wait.scalar("until");
        return until.isPresent()
                ? timestamp(until.get(), step)
                : wait.scalar("for").flatMap(scalar -> duration(scalar, step));
    }

    private static Optional<StepAction> duration(Node.Scalar scalar, OpenStep step) {
        if (!TemplateReader.isTemplate(scalar.text())
                && Durations.millis(scalar.value()).isEmpty()) {
            step.findings().error("bad-value", scalar.place(), "'wait' must be " + Durations.EXPECTED);
        }
        return Optional.of(new StepAction.Wait(step.templates().value(scalar), StepAction.Wait.Kind.FOR));
    }

    private static Optional<StepAction> timestamp(Node.Scalar scalar, OpenStep step) {
        if (!TemplateReader.isTemplate(scalar.text())
                && !isTimestamp(scalar.text().strip())) {
            step.findings()
                    .error(
                            "bad-value",
                            scalar.place(),
                            "'" + scalar.text() + "' is no timestamp",
                            "write it as in 2026-12-31T23:59:00Z");
        }
        var text = new Node.Scalar(Value.of(scalar.text()), scalar.text(), scalar.block(), scalar.place());
        return Optional.of(new StepAction.Wait(step.templates().value(text), StepAction.Wait.Kind.UNTIL));
    }

    private static boolean isTimestamp(String text) {
        return TIMESTAMPS.stream().anyMatch(parser -> fits(parser, text));
    }

    private static boolean fits(Consumer<String> parser, String text) {
        try {
            parser.accept(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    // ---- emit

    static Optional<StepAction> emit(OpenStep step) {
        var node = step.fields().node("emit").orElseThrow();
        return switch (node) {
            case Node.Scalar scalar ->
                Optional.of(new StepAction.Emit(step.templates().text(scalar), ValueTemplate.EMPTY));
            case Node.Mapping mapping -> {
                EMIT.check(mapping, step.findings());
                yield emit(new Fields(mapping, step.findings()), step);
            }
            case Node.Sequence list -> {
                step.fields().wrongType("emit", "the name of an event, or {event, payload}", list);
                yield Optional.empty();
            }
        };
    }

    private static Optional<StepAction> emit(Fields emit, OpenStep step) {
        if (emit.has("event") && emit.has("name")) {
            LoopReader.conflict(emit, "event", "name");
        }
        var event = emit.scalar("event").or(() -> emit.scalar("name")).map(step.templates()::text);
        var payload = emit.node("payload").map(step.templates()::value).orElse(ValueTemplate.EMPTY);
        if (emit.has("topic")) {
            return emit.scalar("topic").flatMap(topic -> publish(topic, event, payload, emit, step));
        }
        if (!emit.has("event") && !emit.has("name")) {
            missing(emit, "event");
        }
        for (var key : List.of("key", "headers")) {
            if (emit.has(key)) {
                step.findings()
                        .warning(
                                "ignored-key",
                                emit.mapping().placeOf(key),
                                "'" + key + "' changes nothing here",
                                "it belongs to a record on a topic: emit: {topic, key, headers, payload}");
            }
        }
        return event.map(name -> new StepAction.Emit(name, payload));
    }

    private static Optional<StepAction> publish(
            Node.Scalar topic, Optional<Template> event, ValueTemplate payload, Fields emit, OpenStep step) {
        if (!TemplateReader.isTemplate(topic.text()) && !TopicName.isLegal(topic.text())) {
            step.findings().error("bad-value", topic.place(), "'" + topic.text() + "' is no topic", TopicName.RULE);
            return Optional.empty();
        }
        if (step.fields().has("timeout")) {
            step.findings()
                    .warning(
                            "ignored-key",
                            step.fields().mapping().placeOf("timeout"),
                            "'timeout' changes nothing here: a topic that takes nothing for 30 s fails the step",
                            "write it on a step that calls a tool or a model");
        }
        return Optional.of(new StepAction.Publish(
                step.templates().text(topic),
                emit.scalar("key").map(step.templates()::text),
                event,
                emit.mapping("headers").map(step.templates()::value).orElse(ValueTemplate.EMPTY),
                payload));
    }

    // ---- fail and succeed

    static Optional<StepAction> fail(OpenStep step) {
        var node = step.fields().node("fail").orElseThrow();
        var reason = switch (node) {
            case Node.Scalar scalar ->
                scalar.value() instanceof Value.Bool ? Optional.<Node.Scalar>empty() : Optional.of(scalar);
            case Node.Mapping mapping -> {
                FAIL.check(mapping, step.findings());
                var fields = new Fields(mapping, step.findings());
                yield fields.scalar("reason").or(() -> fields.scalar("message"));
            }
            case Node.Sequence list -> {
                step.fields().wrongType("fail", "a reason, or {reason: ...}", list);
                yield Optional.<Node.Scalar>empty();
            }
        };
        return Optional.of(
                new StepAction.End(false, reason.map(step.templates()::text).orElse(NOTHING), ValueTemplate.EMPTY));
    }

    static Optional<StepAction> succeed(OpenStep step) {
        var node = step.fields().node("succeed").orElseThrow();
        var outputs = ValueTemplate.EMPTY;
        if (node instanceof Node.Mapping mapping) {
            SUCCEED.check(mapping, step.findings());
            outputs = new Fields(mapping, step.findings())
                    .mapping("outputs")
                    .map(step.templates()::value)
                    .orElse(outputs);
        } else if (!Value.Bool.TRUE.equals(node.value())) {
            step.fields().wrongType("succeed", "true, or {outputs: ...}", node);
        }
        return Optional.of(new StepAction.End(true, NOTHING, outputs));
    }

    static void missing(Fields fields, String key) {
        fields.findings()
                .error("missing-key", fields.mapping().place(), "'" + key + "' is missing", "add " + key + ":");
    }
}
