package io.orchestrator.compile.pipeline.step;

import io.orchestrator.catalog.ToolCatalog;
import io.orchestrator.catalog.ToolSpec;
import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.document.Place;
import io.orchestrator.compile.pipeline.field.Fields;
import io.orchestrator.compile.pipeline.field.Named;
import io.orchestrator.compile.pipeline.field.Vocabulary;
import io.orchestrator.plan.StepAction;
import io.orchestrator.plan.StepAction.Agent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A tool that an agent may call: a name, or a step that calls it, some of whose parameters are given.
 *
 * @param name what the model calls it
 * @param about one sentence for the model; may be empty
 * @param spec what is known of the tool; empty where only a worker knows it
 * @param given names of the parameters that the author gives, so that the model cannot
 * @param call the step that calls it
 */
record AgentTool(Named name, String about, Optional<ToolSpec> spec, Set<String> given, Map<String, Node> call) {

    static final Vocabulary VOCABULARY = new Vocabulary(
            "a tool of an agent",
            Set.of(
                    "tool",
                    "name",
                    "description",
                    "action",
                    "parameters",
                    "timeout",
                    "retry",
                    "queue",
                    "priority",
                    "rate_limit",
                    "cache",
                    "secrets"),
            Set.of("metadata"),
            Map.of(),
            Map.of(),
            Map.of());

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");

    AgentTool {
        given = Set.copyOf(given);
    }

    /** Empty where a finding says what is wrong. */
    static Optional<AgentTool> read(Node item, ToolCatalog catalog, Fields agent) {
        return switch (item) {
            case Node.Scalar name -> {
                Map<String, Node> keys = new LinkedHashMap<>();
                keys.put("tool", name);
                yield read(Made.mapping(keys, name.place()), catalog, agent);
            }
            case Node.Mapping mapping -> read(mapping, catalog, agent);
            case Node.Sequence list -> {
                agent.wrongType("tools", "a list of names, or of {tool, ...}", list);
                yield Optional.empty();
            }
        };
    }

    private static Optional<AgentTool> read(Node.Mapping written, ToolCatalog catalog, Fields agent) {
        VOCABULARY.check(written, agent.findings());
        var fields = new Fields(written, agent.findings());
        var tool = fields.text("tool");
        if (tool.isEmpty()) {
            agent.findings().error("missing-key", written.place(), "nothing says which tool", "add tool:");
            return Optional.empty();
        }
        var spec = catalog.find(tool.get());
        var name = fields.text("name").orElse(spec.map(ToolSpec::name).orElse(tool.get()));
        var place = fields.place(fields.has("name") ? "name" : "tool");
        if (!NAME.matcher(name).matches()) {
            agent.findings()
                    .error(
                            "bad-value",
                            place,
                            "'" + name + "' is no name for an agent's tool",
                            "use letters, digits, _ and -, a letter first: name:");
            return Optional.empty();
        }
        var given = fields.mapping("parameters");
        var names = new TreeSet<String>();
        given.ifPresent(parameters -> names.addAll(parameters.entries().keySet()));
        if (fields.has("action")) {
            names.add("action");
        }
        return Optional.of(new AgentTool(
                new Named(name, place),
                fields.text("description")
                        .orElse(spec.map(ToolSpec::description).orElse("")),
                spec,
                names,
                call(name, place, fields, given)));
    }

    /** A failure is told to the model: it does not end the agent. */
    private static Map<String, Node> call(String name, Place at, Fields fields, Optional<Node.Mapping> given) {
        var keys = new LinkedHashMap<String, Node>();
        keys.put("id", Made.text(name, at));
        fields.mapping().entries().forEach((key, entry) -> {
            if (VOCABULARY.read().contains(key) && !key.equals("name")) {
                keys.put(key, entry.node());
            }
        });
        var said = Made.text("${" + Agent.TURN + ".result.parameters | default({}, true)}", at);
        var parameters = given.orElse(Made.mapping(Map.of(), at)).with(StepAction.SPREAD, said);
        keys.put("parameters", parameters);
        keys.put("on_failure", Made.text("continue", at));
        return keys;
    }

    /** Stands where an agent has no tools: it is never called. */
    static Node.Mapping none(Place at) {
        Map<String, Node> keys = new LinkedHashMap<>();
        keys.put("id", Made.text("none", at));
        keys.put("set", Made.mapping(Map.of(), at));
        return Made.mapping(keys, at);
    }
}
