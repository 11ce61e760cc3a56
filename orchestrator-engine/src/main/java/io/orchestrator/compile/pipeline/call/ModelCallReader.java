package io.orchestrator.compile.pipeline.call;

import io.orchestrator.compile.auto.ModelChoice;
import io.orchestrator.compile.document.Findings;
import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.pipeline.field.Fields;
import io.orchestrator.compile.pipeline.field.TemplateReader;
import io.orchestrator.language.Template;
import io.orchestrator.language.ValueTemplate;
import io.orchestrator.model.Value;
import io.orchestrator.plan.StepAction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a model's call; prompt, model and schema may stand in the step or among its parameters. */
public final class ModelCallReader {

    /** The action words that need no tool and mean a model. */
    public static final List<String> WORDS =
            List.of("generate", "generate_text", "generate_structured", "analyze", "analyze_text");

    private static final String STRUCTURED = "generate_structured";
    private static final String ANALYZE = "analyze_text";
    private static final List<String> SCHEMAS = List.of("output_schema", "schema");

    private final ModelNames names;
    private final ModelNeeds needs;
    private final StepDefaults defaults;
    private final Findings findings;

    public ModelCallReader(ModelNames names, ModelNeeds needs, StepDefaults defaults, Findings findings) {
        this.names = names;
        this.needs = needs;
        this.defaults = defaults;
        this.findings = findings;
    }

    /** generate, generate_structured or analyze_text for an action word, hyphens already underscores. */
    public static Optional<String> action(String word) {
        return switch (word) {
            case "generate", "generate_text", "generate_code", "llm", "llm_call", "llm_generate" ->
                Optional.of("generate");
            case STRUCTURED -> Optional.of(STRUCTURED);
            case "analyze", ANALYZE -> Optional.of(ANALYZE);
            default -> Optional.empty();
        };
    }

    /** The call; empty where a finding says why there is none. */
    public Optional<StepAction> read(Fields step, String action, TemplateReader templates) {
        var parameters = new Fields(
                step.mapping("parameters")
                        .orElseGet(
                                () -> new Node.Mapping(Map.of(), step.mapping().place())),
                findings);
        var named = named(step, parameters);
        var choice = named.filter(ModelNames::isOpen).map(node -> names.choice(node, templates));
        var models = choice.isPresent() ? List.<String>of() : models(step, named);
        var schema = schema(step, parameters);
        var prompt = prompt(step, parameters, templates);
        var rest = parameters(step, parameters, named);
        checkComplete(action, prompt.isPresent(), schema, rest, step);
        var effective = action.equals("generate") && !schema.entries().isEmpty() ? STRUCTURED : action;
        return Optional.of(new StepAction.CallModel(
                models,
                choice,
                effective,
                prompt.orElseGet(() -> Template.parse("")),
                rest.entries().isEmpty() ? ValueTemplate.EMPTY : templates.valueForWorker(rest),
                schema,
                defaults.sanitized(step)));
    }

    /** What says which model: the step, else the document; a tag that leaves it open counts least. */
    private Optional<Node> named(Fields step, Fields parameters) {
        var own = step.node("model").or(() -> parameters.node("model"));
        var fixed = own.filter(node -> !ModelChoice.isWanted(node));
        if (fixed.isEmpty() && step.node("requires_model").orElse(null) instanceof Node.Mapping) {
            return own;
        }
        return fixed.or(() -> defaults.model().filter(node -> !ModelChoice.isWanted(node)))
                .or(() -> own)
                .or(defaults::model);
    }

    private List<String> models(Fields step, Optional<Node> named) {
        var place = step.mapping().place();
        var fixed = named.filter(node -> !ModelChoice.isWanted(node));
        if (fixed.isEmpty() && step.node("requires_model").orElse(null) instanceof Node.Mapping asked) {
            var chosen = needs.choose(new Fields(asked, findings), place);
            if (!chosen.isEmpty()) {
                return chosen;
            }
        }
        var model = fixed.or(() -> defaults.model().filter(node -> !ModelChoice.isWanted(node)))
                .or(() -> named)
                .or(defaults::model);
        var any = names.any();
        if (model.isPresent() || any.isEmpty()) {
            return names.read(model, place);
        }
        findings.info(
                "model-chosen",
                place,
                "the step calls a model but names none: '" + any.get() + "' is called",
                "add model: provider/name to the step or to the workflow");
        return List.of(any.get());
    }

    /** Whether the step or the document says which model. */
    public boolean isNamed(Fields step) {
        var inParameters = step.mapping("parameters").filter(mapping -> mapping.has("model"));
        return step.has("model")
                || inParameters.isPresent()
                || step.has("requires_model")
                || defaults.model().isPresent();
    }

    /** The model for words where nothing says which; none, with a finding, where none is configured. */
    public Optional<String> byDefault(Fields step) {
        var any = names.any();
        if (any.isEmpty()) {
            findings.error(
                    "no-model",
                    step.place("action"),
                    "the action is in words, which a model has to follow, and none is chosen",
                    names.advice());
        }
        return any;
    }

    private static Optional<Template> prompt(Fields step, Fields parameters, TemplateReader templates) {
        return step.scalar("prompt").or(() -> parameters.scalar("prompt")).map(templates::textForWorker);
    }

    private Value.Dict schema(Fields step, Fields parameters) {
        var found = step.mapping("output_schema").or(() -> step.mapping("schema"));
        for (var key : SCHEMAS) {
            if (found.isEmpty()) {
                found = parameters.mapping(key);
            }
        }
        return found.map(Node.Mapping::value).orElse(Value.EMPTY);
    }

    private Node.Mapping parameters(Fields step, Fields parameters, Optional<Node> named) {
        var rest = new LinkedHashMap<>(parameters
                .mapping()
                .without(List.of("model", "prompt", "output_schema", "schema"))
                .entries());
        step.sequence("messages")
                .ifPresent(list ->
                        rest.put("messages", new Node.Entry(step.mapping().placeOf("messages"), list)));
        named.flatMap(names::maxCost).ifPresent(cost -> rest.put(ModelNames.MAX_COST, cost));
        return new Node.Mapping(rest, parameters.mapping().place());
    }

    private void checkComplete(String action, boolean prompt, Value.Dict schema, Node.Mapping rest, Fields step) {
        var asks = prompt || rest.has("messages") || (action.equals(ANALYZE) && rest.has("text"));
        if (!asks) {
            missing(step, action.equals(ANALYZE) ? "text" : "prompt");
        }
        if (action.equals(STRUCTURED) && schema.entries().isEmpty()) {
            missing(step, "output_schema");
        }
    }

    private void missing(Fields step, String name) {
        findings.error(
                "missing-parameter",
                step.mapping().place(),
                "the step calls a model and needs '" + name + "'",
                "add " + name + ":");
    }
}
