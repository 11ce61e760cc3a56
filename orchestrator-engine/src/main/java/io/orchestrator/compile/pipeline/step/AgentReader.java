package io.orchestrator.compile.pipeline.step;

import io.orchestrator.catalog.ToolCatalog;
import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.document.Place;
import io.orchestrator.compile.pipeline.field.Fields;
import io.orchestrator.compile.pipeline.field.Named;
import io.orchestrator.compile.pipeline.field.Vocabulary;
import io.orchestrator.language.ValueTemplate;
import io.orchestrator.model.Value;
import io.orchestrator.plan.StepAction;
import io.orchestrator.plan.StepAction.Agent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads an agent: a loop, in each turn of which a model answers with a tool to call or with the answer, and the tool is
 * called. Both are ordinary steps, so every turn and every call is recorded, tried again and gone on with as those are.
 */
final class AgentReader {

    static final Vocabulary VOCABULARY = Vocabulary.of(
            "agent",
            Set.of("model", "instructions", "prompt", "tools", "max_turns", "budget", "parameters", "output_schema"));

    static final Vocabulary BUDGET = Vocabulary.of("budget", Set.of("tokens", "usd"));

    /** Turns where the author says nothing. */
    static final int DEFAULT_TURNS = 10;

    /** The most turns of an agent. */
    static final int MAX_TURNS = 100;

    /** The most tools of an agent. */
    static final int MAX_TOOLS = 50;

    private static final double MIN_USD = 0.000_001;
    private static final double MAX_USD = 1_000_000;

    /** Keys of the step that hold for each of its calls. */
    private static final List<String> FOR_ALL = List.of("queue", "priority");

    private final ToolCatalog catalog;

    AgentReader(ToolCatalog catalog) {
        this.catalog = catalog;
    }

    Optional<StepAction> read(OpenStep step) {
        var written = step.fields().mapping("agent");
        if (written.isEmpty()) {
            return Optional.empty();
        }
        VOCABULARY.check(written.get(), step.findings());
        var fields = new Fields(written.get(), step.findings());
        if (!fields.has("instructions") && !fields.has("prompt")) {
            step.findings()
                    .error(
                            "missing-key",
                            written.get().place(),
                            "nothing says what the agent is to do",
                            "add instructions:");
        }
        var tools = tools(fields);
        var turns = fields.integer("max_turns", 1, MAX_TURNS).orElse(DEFAULT_TURNS);
        var budget = budget(fields);
        var body = new ArrayList<Node>();
        body.add(turn(fields, step, tools));
        body.add(call(step, tools, written.get().place()));
        return Optional.of(new StepAction.While(
                Optional.empty(),
                Optional.empty(),
                ValueTemplate.of(Value.of(turns)),
                false,
                "",
                StepAction.Statistics.NONE,
                step.chain(LoopNames.agent(step.id()), body),
                Optional.of(budget)));
    }

    private Agent budget(Fields fields) {
        var written = fields.mapping("budget");
        if (written.isEmpty()) {
            return new Agent(0, 0);
        }
        BUDGET.check(written.get(), fields.findings());
        var budget = new Fields(written.get(), fields.findings());
        return new Agent(
                budget.integer("tokens", 1, Long.MAX_VALUE).orElse(0),
                budget.real("usd", MIN_USD, MAX_USD).orElse(0.0));
    }

    private List<AgentTool> tools(Fields fields) {
        var node = fields.node("tools");
        if (node.isEmpty()) {
            return List.of();
        }
        var items = node.get() instanceof Node.Sequence list ? list.items() : List.of(node.get());
        if (items.size() > MAX_TOOLS) {
            fields.findings()
                    .error("document-too-large", node.get().place(), "there are more than " + MAX_TOOLS + " tools", "");
        }
        var tools = new ArrayList<AgentTool>();
        var names = new HashSet<String>();
        for (var item : items) {
            AgentTool.read(item, catalog, fields)
                    .filter(tool -> isNew(tool.name(), names, fields))
                    .ifPresent(tools::add);
        }
        return tools;
    }

    private static boolean isNew(Named name, Set<String> names, Fields fields) {
        if (names.add(name.id())) {
            return true;
        }
        fields.findings()
                .error(
                        "duplicate-tool",
                        name.place(),
                        "the agent has a tool '" + name.id() + "' already",
                        "give it a name of its own: name:");
        return false;
    }

    /** The step that asks the model. */
    private static Node.Mapping turn(Fields fields, OpenStep step, List<AgentTool> tools) {
        var at = fields.mapping().place();
        var keys = new LinkedHashMap<String, Node>();
        keys.put("id", Made.text(Agent.TURN, at));
        keys.put("action", Made.text("generate_structured", at));
        fields.node("model").ifPresent(model -> keys.put("model", model));
        var parameters = fields.mapping("parameters").orElse(Made.mapping(Map.of(), at));
        keys.put("parameters", parameters.with("messages", messages(fields, tools, at)));
        var schema = AgentBrief.schema(fields.mapping("output_schema").map(Node.Mapping::value));
        keys.put("output_schema", Made.of(schema, at));
        forAll(step, keys);
        return Made.mapping(keys, at);
    }

    private static Node messages(Fields fields, List<AgentTool> tools, Place at) {
        var messages = new ArrayList<Node>();
        messages.add(message("system", Made.text(AgentBrief.text(tools), at)));
        var instructions = fields.scalar("instructions");
        var prompt = fields.scalar("prompt");
        if (prompt.isPresent()) {
            instructions.ifPresent(text -> messages.add(message("system", text)));
        }
        prompt.or(() -> instructions).ifPresent(text -> messages.add(message("user", text)));
        messages.add(Made.text("${" + Agent.CONVERSATION + "}", at));
        return new Node.Sequence(messages, at);
    }

    private static Node message(String role, Node.Scalar content) {
        Map<String, Node> fields = new LinkedHashMap<>();
        fields.put("role", Made.text(role, content.place()));
        fields.put("content", content);
        return Made.mapping(fields, content.place());
    }

    /** The step that calls what the model has named. */
    private static Node.Mapping call(OpenStep step, List<AgentTool> tools, Place at) {
        var asked = Agent.TURN + ".result.tool";
        var cases = new ArrayList<Node>();
        for (var tool : tools) {
            var keys = new LinkedHashMap<>(tool.call());
            forAll(step, keys);
            Map<String, Node> one = new LinkedHashMap<>();
            one.put(
                    "when",
                    Made.text(
                            asked + " | trim == '" + tool.name().id() + "'",
                            tool.name().place()));
            one.put(
                    "then",
                    new Node.Sequence(List.of(Made.mapping(keys, tool.name().place())), at));
            cases.add(Made.mapping(one, tool.name().place()));
        }
        if (cases.isEmpty()) {
            Map<String, Node> none = new LinkedHashMap<>();
            none.put("when", Made.text("false", at));
            none.put("then", new Node.Sequence(List.of(AgentTool.none(at)), at));
            cases.add(Made.mapping(none, at));
        }
        var keys = new LinkedHashMap<String, Node>();
        keys.put("id", Made.text(Agent.CALL, at));
        keys.put("condition", Made.text("(" + asked + " | default('', true)) | trim != ''", at));
        keys.put("switch", new Node.Sequence(cases, at));
        return Made.mapping(keys, at);
    }

    private static void forAll(OpenStep step, Map<String, Node> keys) {
        FOR_ALL.forEach(key -> step.fields().node(key).ifPresent(node -> keys.putIfAbsent(key, node)));
    }
}
