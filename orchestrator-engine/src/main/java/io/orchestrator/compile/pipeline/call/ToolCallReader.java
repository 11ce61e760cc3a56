package io.orchestrator.compile.pipeline.call;

import io.orchestrator.catalog.ParameterSpec;
import io.orchestrator.catalog.ToolCatalog;
import io.orchestrator.catalog.ToolSpec;
import io.orchestrator.compile.document.Findings;
import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.document.Place;
import io.orchestrator.compile.input.InputTypes;
import io.orchestrator.compile.pipeline.field.AutoTags;
import io.orchestrator.compile.pipeline.field.Fields;
import io.orchestrator.compile.pipeline.field.TemplateReader;
import io.orchestrator.language.ValueTemplate;
import io.orchestrator.model.Value;
import io.orchestrator.plan.StepAction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a tool's call and checks it against the tool's specification. */
public final class ToolCallReader {

    private static final String ACTION = "action";

    private final ToolCatalog catalog;
    private final Findings findings;

    public ToolCallReader(ToolCatalog catalog, Findings findings) {
        this.catalog = catalog;
        this.findings = findings;
    }

    /** A step with {@code tool}. */
    public Optional<StepAction> read(Fields step, TemplateReader templates) {
        if (step.node("tool").filter(AutoTags::in).isPresent()) {
            return Optional.empty();
        }
        return step.text("tool").map(tool -> call(tool, step.text(ACTION).orElse(""), step, templates));
    }

    /** A step whose action word names the tool; the operation is among the parameters. */
    public Optional<StepAction> readAs(String tool, Fields step, TemplateReader templates) {
        return Optional.of(call(tool, "", step, templates));
    }

    private StepAction call(String tool, String writtenAction, Fields step, TemplateReader templates) {
        var parameters = step.mapping("parameters");
        var parameterAction = parameters.map(p -> new Fields(p, findings)).flatMap(ToolCallReader::literalAction);
        var spec = catalog.find(tool);
        if (spec.isEmpty()) {
            unknownTool(tool, step);
            return new StepAction.CallTool(tool, writtenAction, template(parameters, templates), schema(step));
        }
        var action = action(spec.get(), writtenAction, parameterAction, step);
        var rest = parameters.map(p -> parameterAction.isPresent() ? p.without(List.of(ACTION)) : p);
        checkParameters(spec.get(), rest, step);
        return new StepAction.CallTool(spec.get().name(), action, template(rest, templates), schema(step));
    }

    private static Value.Dict schema(Fields step) {
        return step.mapping("output_schema")
                .or(() -> step.mapping("schema"))
                .map(Node.Mapping::value)
                .orElse(Value.EMPTY);
    }

    private static ValueTemplate template(Optional<Node.Mapping> parameters, TemplateReader templates) {
        return parameters.map(templates::valueForWorker).orElse(ValueTemplate.EMPTY);
    }

    private static Optional<String> literalAction(Fields parameters) {
        return parameters
                .node(ACTION)
                .filter(node -> node instanceof Node.Scalar scalar && !TemplateReader.isTemplate(scalar.text()))
                .map(node -> ((Node.Scalar) node).text().strip());
    }

    private void unknownTool(String tool, Fields step) {
        var near = catalog.nearest(tool).map(Fields::didYouMean);
        if (step.has("queue")) {
            findings.info(
                    "tool-elsewhere",
                    step.place("tool"),
                    "the tool '" + tool + "' is not built in: a worker that serves the queue must have it",
                    near.orElse(""));
            return;
        }
        if (catalog.isElsewhere(tool)) {
            findings.warning(
                    "tool-elsewhere",
                    step.place("tool"),
                    "the tool '" + tool + "' is none of ours: a worker of your own must have it",
                    "name its queue: queue: NAME");
            return;
        }
        findings.error(
                "unknown-tool",
                step.place("tool"),
                "there is no tool '" + tool + "'",
                near.orElse("built in are " + String.join(", ", catalog.names())
                        + "; for a worker of your own add queue:"));
    }

    /** The step's action, or the one among the parameters where that is the one the tool has. */
    private String action(ToolSpec spec, String written, Optional<String> parameter, Fields step) {
        if (spec.actions().isEmpty()) {
            return written.isEmpty() ? parameter.orElse("") : written;
        }
        var place = step.has(ACTION) ? step.place(ACTION) : step.mapping().place();
        var parameterFits = parameter.filter(spec.actions()::contains).isPresent();
        var word = written.isEmpty() || (parameterFits && !spec.actions().contains(written))
                ? parameter.orElse("")
                : written;
        if (word.isEmpty()) {
            return defaultAction(spec, place, step);
        }
        if (!spec.actions().contains(word) && !AutoTags.in(word)) {
            findings.error(
                    "unknown-action",
                    place,
                    "the tool '" + spec.name() + "' has no action '" + word + "'",
                    spec.nearestAction(word)
                            .map(Fields::didYouMean)
                            .orElse("it has " + String.join(", ", spec.actions())));
        }
        return word;
    }

    private String defaultAction(ToolSpec spec, Place place, Fields step) {
        var templated = step.mapping("parameters")
                .filter(p -> p.has(ACTION) || p.has(StepAction.SPREAD))
                .isPresent();
        var byDefault = spec.parameter(ACTION).flatMap(ParameterSpec::defaultValue);
        if (byDefault.isPresent() && byDefault.get() instanceof Value.Text text) {
            return text.value();
        }
        if (spec.actions().contains("validate")) {
            return "validate";
        }
        if (!templated) {
            findings.error(
                    "missing-action",
                    place,
                    "the tool '" + spec.name() + "' needs an action",
                    "one of " + String.join(", ", spec.actions()));
        }
        return "";
    }

    private void checkParameters(ToolSpec spec, Optional<Node.Mapping> parameters, Fields step) {
        Map<String, Node.Entry> given = new LinkedHashMap<>();
        parameters.ifPresent(mapping -> given.putAll(mapping.entries()));
        var isOpen = given.remove(StepAction.SPREAD) != null;
        given.forEach((name, entry) -> checkParameter(spec, name, entry));
        for (var parameter : spec.parameters()) {
            var entry = given.get(parameter.name());
            var absent = entry == null || entry.node().value() == Value.Null.NULL;
            if (absent && parameter.required() && !isOpen && !parameter.name().equals(ACTION)) {
                findings.error(
                        "missing-parameter",
                        step.has("parameters")
                                ? step.mapping().placeOf("parameters")
                                : step.mapping().place(),
                        "the tool '" + spec.name() + "' needs the parameter '" + parameter.name() + "'");
            }
        }
    }

    private void checkParameter(ToolSpec spec, String name, Node.Entry entry) {
        var parameter = spec.parameter(name);
        if (parameter.isEmpty()) {
            findings.warning(
                    "unknown-parameter",
                    entry.key(),
                    "the tool '" + spec.name() + "' has no parameter '" + name + "'",
                    spec.nearestParameter(name).map(Fields::didYouMean).orElse(""));
            return;
        }
        checkLiteral(parameter.get(), entry.node());
    }

    private void checkLiteral(ParameterSpec parameter, Node node) {
        var value = node.value();
        if (value == Value.Null.NULL
                || (node instanceof Node.Scalar scalar && TemplateReader.isTemplate(scalar.text()))) {
            return;
        }
        var type = InputTypes.parse(parameter.type()).orElseThrow();
        if (!InputTypes.fits(type, value)) {
            findings.error(
                    "wrong-type",
                    node.place(),
                    "the parameter '" + parameter.name() + "' takes " + InputTypes.expected(type) + ", not "
                            + node.kind());
        } else if (value instanceof Value.Text text
                && parameter.allowedWord(text.value()).isEmpty()) {
            findings.error(
                    "bad-value",
                    node.place(),
                    "'" + text.value() + "' is no value of the parameter '" + parameter.name() + "'",
                    "one of " + String.join(", ", parameter.allowed()));
        }
    }
}
