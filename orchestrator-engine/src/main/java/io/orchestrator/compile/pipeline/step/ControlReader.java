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
    static final Vocabulary EMIT = Vocabulary.of("emit", Set.of("event", "topic", "name", "payload"));
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
        var names = List.of("event", "topic", "name").stream().filter(emit::has).toList();
        if (names.size() > 1) {
            LoopReader.conflict(emit, names.getFirst(), names.getLast());
        } else if (names.isEmpty()) {
            missing(emit, "event");
            return Optional.empty();
        }
        var payload = emit.node("payload").map(node -> step.templates().value(node));
        return emit.scalar(names.getFirst())
                .map(name -> new StepAction.Emit(step.templates().text(name), payload.orElse(ValueTemplate.EMPTY)));
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
