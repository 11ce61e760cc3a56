package io.orchestrator.compile.pipeline.step;

import io.orchestrator.catalog.Spelling;
import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.input.Patterns;
import io.orchestrator.compile.pipeline.field.Fields;
import io.orchestrator.compile.pipeline.field.TemplateReader;
import io.orchestrator.compile.pipeline.field.Vocabulary;
import io.orchestrator.language.Template;
import io.orchestrator.language.ValueTemplate;
import io.orchestrator.model.Value;
import io.orchestrator.plan.Durations;
import io.orchestrator.plan.StepAction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads steps that wait for something outside: signal, approval, and the pipeline format's tools for people. */
final class PromptReader {

    static final String APPROVAL_TOOL = "approval-gate";
    static final String PROMPT_TOOL = "user-prompt";

    private static final String TITLE = "title";
    private static final String CONTENT = "content";
    private static final String TIMEOUT = "timeout";
    private static final String DEFAULT = "default";
    private static final String PATTERN = "validation_pattern";
    private static final String AUTO = "auto_approve";

    static final Vocabulary SIGNAL = Vocabulary.of("signal", Set.of("name", "key", "correlate", "prompt"));
    static final Vocabulary APPROVAL =
            Vocabulary.of("approval", Set.of(TITLE, CONTENT, "allow_modifications", "require_reason", TIMEOUT, AUTO));
    static final Vocabulary GATE = Vocabulary.of(
            APPROVAL_TOOL,
            Set.of(
                    TITLE,
                    CONTENT,
                    "format",
                    "allow_modifications",
                    "require_reason",
                    "context",
                    "auto_approve_hash",
                    "metadata"));
    static final Vocabulary PROMPT = new Vocabulary(
            PROMPT_TOOL,
            Set.of("prompt", "input_type", DEFAULT, "choices", TIMEOUT, "context", PATTERN),
            Set.of(),
            Map.of(
                    "retry_on_invalid", "an answer that does not fit is refused, and the step goes on waiting",
                    "max_retries", "an answer that does not fit is refused, and the step goes on waiting"),
            Map.of(),
            Map.of());

    private static final List<String> INPUT_TYPES =
            List.of("text", "string", "number", "integer", "boolean", "choice", "select", "password", "multiline");
    private static final Template NOTHING = Template.parse("");

    private PromptReader() {}

    /** Whether the step calls one of the tools for people, and no worker of the user's own is to run it. */
    static boolean isTool(Fields step) {
        return !step.has("queue")
                && step.text("tool")
                        .filter(tool -> tool.equals(APPROVAL_TOOL) || tool.equals(PROMPT_TOOL))
                        .isPresent();
    }

    static Optional<StepAction> tool(OpenStep step) {
        return step.fields().text("tool").filter(APPROVAL_TOOL::equals).isPresent() ? gate(step) : prompt(step);
    }

    // ---- signal

    static Optional<StepAction> signal(OpenStep step) {
        var byDefault = step.fields().node(DEFAULT).map(step.templates()::value);
        return switch (step.fields().node("signal").orElseThrow()) {
            case Node.Scalar scalar ->
                Optional.of(new StepAction.Signal(
                        step.templates().text(scalar),
                        NOTHING,
                        false,
                        ValueTemplate.EMPTY,
                        timeout(step.fields(), step),
                        byDefault));
            case Node.Mapping mapping -> {
                SIGNAL.check(mapping, step.findings());
                yield signal(new Fields(mapping, step.findings()), step, byDefault);
            }
            case Node.Sequence list -> {
                step.fields().wrongType("signal", "the name of a signal, or {name, key, prompt}", list);
                yield Optional.empty();
            }
        };
    }

    private static Optional<StepAction> signal(Fields signal, OpenStep step, Optional<ValueTemplate> byDefault) {
        if (!signal.has("name")) {
            ControlReader.missing(signal, "name");
            return Optional.empty();
        }
        var correlate = signal.flag("correlate").orElse(false);
        if (correlate && !signal.has("key")) {
            ControlReader.missing(signal, "key");
            return Optional.empty();
        }
        var key = signal.scalar("key").map(step.templates()::text).orElse(NOTHING);
        var prompt = signal.node("prompt")
                .map(node -> node instanceof Node.Mapping ? node : Made.mapping(Map.of(TITLE, node), node.place()))
                .map(step.templates()::value);
        return signal.scalar("name")
                .map(name -> new StepAction.Signal(
                        step.templates().text(name),
                        key,
                        correlate,
                        prompt.orElse(ValueTemplate.EMPTY),
                        timeout(step.fields(), step),
                        byDefault));
    }

    // ---- approval

    static Optional<StepAction> approval(OpenStep step) {
        var node = step.fields().node("approval").orElseThrow();
        if (node instanceof Node.Scalar title) {
            return Optional.of(approval(
                    new Fields(Made.mapping(Map.of(TITLE, title), title.place()), step.findings()), step));
        }
        return step.fields().mapping("approval").map(mapping -> {
            APPROVAL.check(mapping, step.findings());
            return approval(new Fields(mapping, step.findings()), step);
        });
    }

    private static StepAction approval(Fields approval, OpenStep step) {
        if (!approval.has(TITLE)) {
            ControlReader.missing(approval, TITLE);
        }
        approval.flag("allow_modifications");
        approval.flag("require_reason");
        var auto = approval.flag(AUTO).orElse(false);
        var timeout = timeout(approval, step).or(() -> timeout(step.fields(), step));
        return asked(
                StepAction.Signal.APPROVAL,
                prompt(approval.mapping().without(List.of(TIMEOUT, AUTO)), StepAction.Signal.APPROVAL, step),
                auto && timeout.isEmpty() ? Optional.of(ValueTemplate.of(Value.of(0))) : timeout,
                auto ? Optional.of(ValueTemplate.of(Value.Bool.TRUE)) : Optional.empty());
    }

    /** The pipeline format's: who rejects gives a reason unless it says otherwise. */
    private static Optional<StepAction> gate(OpenStep step) {
        return parameters(step, GATE, List.of(TITLE, CONTENT)).map(parameters -> {
            parameters.flag("allow_modifications");
            parameters.flag("require_reason");
            var at = parameters.mapping().place();
            var written = parameters.has("require_reason")
                    ? parameters.mapping()
                    : OpenStep.with(
                            parameters.mapping(),
                            "require_reason",
                            new Node.Scalar(Value.Bool.TRUE, "true", false, at));
            return asked(
                    StepAction.Signal.APPROVAL,
                    prompt(written, StepAction.Signal.APPROVAL, step),
                    timeout(step.fields(), step),
                    Optional.empty());
        });
    }

    // ---- a value

    private static Optional<StepAction> prompt(OpenStep step) {
        return parameters(step, PROMPT, List.of("prompt")).map(parameters -> {
            check(parameters);
            var timeout = timeout(parameters, step).or(() -> timeout(step.fields(), step));
            return asked(
                    StepAction.Signal.PROMPT,
                    prompt(parameters.mapping().without(List.of(TIMEOUT)), StepAction.Signal.PROMPT, step),
                    timeout,
                    parameters.node(DEFAULT).map(step.templates()::value));
        });
    }

    private static void check(Fields parameters) {
        parameters.sequence("choices");
        var type = parameters.text("input_type").filter(text -> !TemplateReader.isTemplate(text));
        if (type.isPresent() && !INPUT_TYPES.contains(type.get())) {
            parameters
                    .findings()
                    .error(
                            "bad-value",
                            parameters.place("input_type"),
                            "'" + type.get() + "' is no type of an answer",
                            Spelling.nearest(type.get(), INPUT_TYPES)
                                    .map(Fields::didYouMean)
                                    .orElse("one of " + String.join(", ", INPUT_TYPES)));
        }
        parameters
                .text(PATTERN)
                .filter(text -> !TemplateReader.isTemplate(text))
                .flatMap(Patterns::problem)
                .ifPresent(problem -> parameters
                        .findings()
                        .error("bad-value", parameters.place(PATTERN), "'" + PATTERN + "' cannot be used: " + problem));
    }

    private static Optional<Fields> parameters(OpenStep step, Vocabulary known, List<String> required) {
        var parameters = step.fields().mapping("parameters");
        var fields = parameters.map(mapping -> new Fields(mapping, step.findings()));
        parameters.ifPresent(mapping -> known.check(mapping, step.findings()));
        for (var name : required) {
            if (fields.filter(given -> given.has(name)).isEmpty()) {
                step.findings()
                        .error(
                                "missing-parameter",
                                step.fields().mapping().placeOf("parameters"),
                                "the tool '" + known.where() + "' needs the parameter '" + name + "'");
            }
        }
        return fields;
    }

    // ---- all

    /** What the person sees, and which answers fit. */
    private static ValueTemplate prompt(Node.Mapping written, String kind, OpenStep step) {
        var entries = new LinkedHashMap<String, Node>();
        entries.put("kind", Made.text(kind, written.place()));
        written.entries().forEach((key, entry) -> entries.put(key.equals("prompt") ? TITLE : key, entry.node()));
        return step.templates().value(Made.mapping(entries, written.place()));
    }

    private static StepAction asked(
            String name, ValueTemplate prompt, Optional<ValueTemplate> timeout, Optional<ValueTemplate> fallback) {
        return new StepAction.Signal(Template.parse(name), NOTHING, false, prompt, timeout, fallback);
    }

    /** How long the step waits; 0, as the pipeline format has it, is without an end. */
    private static Optional<ValueTemplate> timeout(Fields fields, OpenStep step) {
        var written = fields.scalar(TIMEOUT);
        if (written.isEmpty()) {
            return Optional.empty();
        }
        var scalar = written.get();
        if (!TemplateReader.isTemplate(scalar.text())) {
            var millis = Durations.millis(scalar.value());
            if (millis.isEmpty()) {
                fields.findings().error("bad-value", scalar.place(), "'timeout' must be " + Durations.EXPECTED);
                return Optional.empty();
            }
            if (millis.getAsLong() == 0) {
                return Optional.empty();
            }
        }
        return Optional.of(step.templates().value(scalar));
    }
}
