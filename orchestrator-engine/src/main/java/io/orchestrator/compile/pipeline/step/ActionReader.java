package io.orchestrator.compile.pipeline.step;

import io.orchestrator.catalog.Spelling;
import io.orchestrator.compile.document.Findings;
import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.pipeline.call.ModelCallReader;
import io.orchestrator.compile.pipeline.call.ToolCallReader;
import io.orchestrator.compile.pipeline.field.AutoTags;
import io.orchestrator.compile.pipeline.field.Fields;
import io.orchestrator.language.ValueTemplate;
import io.orchestrator.model.Value;
import io.orchestrator.model.VariableScope;
import io.orchestrator.plan.StepAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Decides what kind of step a mapping is, exactly one, and has it read. */
final class ActionReader {

    /** Actions that need no tool, and the tool they mean. */
    private static final Map<String, String> TOOL_WORDS = Map.of(
            "filesystem", "filesystem",
            "file", "filesystem",
            "process", "data-processing",
            "data_processing", "data-processing",
            "validate", "validation",
            "validation", "validation",
            "web_search", "web-search");

    /** Action words of the pipeline format that only say again what another key says. */
    private static final List<String> REDUNDANT = List.of("control_flow", "create_parallel_queue", "action_loop");

    private final ToolCallReader tools;
    private final ModelCallReader models;
    private final ProseReader prose;
    private final WorkflowCallReader workflows;
    private final AgentReader agents;

    ActionReader(ToolCallReader tools, ModelCallReader models, WorkflowCallReader workflows, AgentReader agents) {
        this.tools = tools;
        this.models = models;
        this.workflows = workflows;
        this.agents = agents;
        this.prose = new ProseReader(models);
    }

    /** Empty where a finding says what is wrong. */
    Optional<StepAction> read(OpenStep step, LoopBody body) {
        var fields = step.fields();
        var kinds = StepKind.of(fields);
        if (kinds.size() > 1) {
            step.findings()
                    .error(
                            "several-kinds",
                            fields.mapping().placeOf(kinds.getLast().key(fields)),
                            "a step does one thing, this one has "
                                    + String.join(
                                            " and ",
                                            kinds.stream()
                                                    .map(kind -> kind.key(fields))
                                                    .toList()),
                            "make a step of each");
            return Optional.empty();
        }
        if (fields.has("parallel") && !kinds.contains(StepKind.PARALLEL) && !kinds.contains(StepKind.FOR_EACH)) {
            step.findings()
                    .warning(
                            "ignored-key",
                            fields.mapping().placeOf("parallel"),
                            "'parallel' changes nothing here",
                            "write branches: parallel: {name: [steps]}");
        }
        return kinds.isEmpty() ? withoutKind(step) : read(kinds.getFirst(), step, body);
    }

    private Optional<StepAction> read(StepKind kind, OpenStep step, LoopBody body) {
        return switch (kind) {
            case FOR_EACH -> LoopReader.forEach(step, body);
            case WHILE -> LoopReader.repeated(step, body);
            case ACTION_LOOP -> ActionLoopReader.read(step);
            case QUEUE -> QueueReader.read(step);
            case AGENT -> agents.read(step);
            case SWITCH -> BranchReader.choice(step);
            case PARALLEL -> BranchReader.parallel(step);
            case WAIT -> ControlReader.pause(step);
            case SIGNAL -> PromptReader.signal(step);
            case APPROVAL -> PromptReader.approval(step);
            case EMIT -> ControlReader.emit(step);
            case FAIL -> ControlReader.fail(step);
            case SUCCEED -> ControlReader.succeed(step);
            case WORKFLOW -> workflows.read(step);
            case TOOL -> tool(step);
            case SET -> set(step);
            case MODEL ->
                models.read(
                        step.fields(),
                        ModelCallReader.action(word(step.fields())).orElse("generate"),
                        step.templates());
        };
    }

    private Optional<StepAction> tool(OpenStep step) {
        var fields = step.fields();
        if (PromptReader.isTool(fields)) {
            return PromptReader.tool(step);
        }
        return fields.text("tool").filter(WorkflowCallReader.TOOL::equals).isPresent()
                ? workflows.readTool(step)
                : tools.read(fields, step.templates());
    }

    private static Optional<StepAction> set(OpenStep step) {
        var scope = scope(step);
        return step.fields()
                .mapping("set")
                .map(variables -> new StepAction.SetVariables(step.templates().inOrder(variables), scope));
    }

    private static VariableScope scope(OpenStep step) {
        var word = step.fields().text("scope").orElse(VariableScope.STEP.word());
        var scope = Stream.of(VariableScope.values())
                .filter(known -> known.word().equals(word))
                .findFirst();
        if (scope.isEmpty()) {
            step.findings()
                    .error(
                            "bad-value",
                            step.fields().place("scope"),
                            "'" + word + "' is no scope",
                            "one of temporary, step, loop, global");
        } else if (scope.get() == VariableScope.LOOP && !step.blocks().insideLoop()) {
            step.findings()
                    .error(
                            "bad-value",
                            step.fields().place("scope"),
                            "there is no loop around the step",
                            "one of temporary, step, global");
        }
        return scope.orElse(VariableScope.STEP);
    }

    private static String word(Fields step) {
        return step.text("action").orElse("").toLowerCase(Locale.ROOT).replace('-', '_');
    }

    private Optional<StepAction> withoutKind(OpenStep step) {
        var fields = step.fields();
        var word = word(fields);
        if (word.isEmpty() || REDUNDANT.contains(word)) {
            return leadingOn(step);
        }
        if (fields.node("action").filter(AutoTags::in).isPresent()) {
            return Optional.empty();
        }
        var model = ModelCallReader.action(word);
        if (model.isPresent()) {
            return models.read(fields, model.get(), step.templates());
        }
        var tool = TOOL_WORDS.get(word);
        if (tool != null) {
            return tools.readAs(tool, fields, step.templates());
        }
        if (word.equals("debug")) {
            return message(step);
        }
        if (word.equals("evaluate_condition")) {
            return condition(step);
        }
        var read = prose.read(step);
        if (read.isEmpty() && Prose.of(fields.text("action").orElse("")) instanceof Prose.Word) {
            unknown(fields, step.findings());
        }
        return read;
    }

    /** A step that only leads somewhere, or only waits for others, is one that sets no variable. */
    private static Optional<StepAction> leadingOn(OpenStep step) {
        if (List.of("goto", "action").stream().anyMatch(step.fields()::has)) {
            return Optional.of(new StepAction.SetVariables(ValueTemplate.EMPTY, VariableScope.STEP));
        }
        step.findings()
                .error(
                        "no-kind",
                        step.fields().mapping().place(),
                        "the step has nothing to do",
                        "add tool: and action:, or model: and prompt:, or set:");
        return Optional.empty();
    }

    /** The pipeline format's debug: its message is the result. */
    private static Optional<StepAction> message(OpenStep step) {
        var message = parameter(step, "message");
        return message.map(node -> output(step.templates().value(field(node))));
    }

    /** The pipeline format's evaluate_condition: its truth is the result. */
    private static Optional<StepAction> condition(OpenStep step) {
        var condition = parameter(step, "condition");
        return condition.map(node -> output(step.templates().value(field(ProseReader.expression(node)))));
    }

    private static StepAction output(ValueTemplate variables) {
        return new StepAction.SetVariables(variables, VariableScope.STEP);
    }

    private static Node.Mapping field(Node node) {
        return new Node.Mapping(Map.of("output", new Node.Entry(node.place(), node)), node.place());
    }

    private static Optional<Node.Scalar> parameter(OpenStep step, String name) {
        var fields = step.fields();
        var value = fields.mapping("parameters")
                .map(parameters -> new Fields(parameters, step.findings()))
                .flatMap(parameters -> parameters.scalar(name))
                .filter(scalar -> scalar.value() != Value.Null.NULL);
        if (value.isEmpty()) {
            step.findings()
                    .error(
                            "missing-parameter",
                            fields.mapping().place(),
                            "the action needs the parameter '" + name + "'");
        }
        return value;
    }

    private static void unknown(Fields step, Findings findings) {
        var action = step.text("action").orElse("");
        findings.error(
                "unknown-action", step.place("action"), "'" + action + "' is no action without a tool", near(action));
    }

    private static String near(String action) {
        var words = new ArrayList<>(ModelCallReader.WORDS);
        words.addAll(TOOL_WORDS.keySet().stream().sorted().toList());
        return Spelling.nearest(action.replace('-', '_'), words)
                .map(Fields::didYouMean)
                .orElse("add tool:");
    }
}
