package io.orchestrator.compile.ucop;

import io.orchestrator.catalog.Spelling;
import io.orchestrator.compile.desugar.Draft;
import io.orchestrator.compile.desugar.PythonCall;
import io.orchestrator.compile.document.Findings;
import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.document.Place;
import io.orchestrator.compile.pipeline.field.Fields;
import io.orchestrator.compile.pipeline.field.Named;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The agents of a document: those it defines under {@code agents}, else those that UCOP brings along. */
final class Agents {

    /** Keys that say natively, in a step or in an agent's definition, what runs. */
    private static final List<String> TOOL_KEYS = List.of("tool", "action", "parameters", "queue");

    private static final List<String> MODEL_KEYS = List.of("model", "prompt", "prompt_template");

    private final Map<String, Fields> defined = new HashMap<>();
    private final Findings findings;

    Agents(Node.Mapping document, Findings findings) {
        this.findings = findings;
        document.get("agents").ifPresent(this::define);
    }

    private void define(Node agents) {
        switch (agents) {
            case Node.Mapping mapping -> mapping.entries().forEach((name, entry) -> define(name, entry.node()));
            case Node.Sequence list -> list.items().forEach(this::defineItem);
            case Node.Scalar scalar ->
                findings.error(
                        "wrong-type", scalar.place(), "'agents' must be a mapping or a list, not " + scalar.kind());
        }
    }

    /** A name in a list of agents is a step of the workflow, not a definition. */
    private void defineItem(Node item) {
        if (item instanceof Node.Mapping mapping) {
            new Fields(mapping, findings).text("id").ifPresent(id -> define(id, mapping));
        }
    }

    private void define(String name, Node node) {
        if (node instanceof Node.Mapping mapping) {
            Keys.AGENT.check(mapping, findings);
            defined.put(name, new Fields(mapping, findings));
        }
    }

    /** The names of what the agent reads, where the step does not say. */
    List<Named> inputs(String agent, Place at) {
        return contract(agent, "inputs", at, KnownAgents.Contract::inputs);
    }

    /** The names of what the agent answers, where the step does not say. */
    List<Named> outputs(String agent, Place at) {
        return contract(agent, "outputs", at, KnownAgents.Contract::outputs);
    }

    private List<Named> contract(
            String agent, String key, Place at, Function<KnownAgents.Contract, List<String>> known) {
        var definition = Optional.ofNullable(defined.get(agent));
        var written = definition.flatMap(fields ->
                fields.node(key).or(() -> fields.mapping("contract").flatMap(contract -> contract.get(key))));
        if (written.isPresent()) {
            return names(written.get()).stream()
                    .filter(named -> !named.id().equals("config"))
                    .toList();
        }
        return KnownAgents.find(agent).map(known).orElse(List.of()).stream()
                .map(name -> new Named(name, at))
                .toList();
    }

    /** A list of names, the keys of a mapping, or the properties of a JSON Schema. */
    static List<Named> names(Node node) {
        var names = new ArrayList<Named>();
        switch (node) {
            case Node.Scalar scalar -> names.add(new Named(scalar.text().strip(), scalar.place()));
            case Node.Sequence list ->
                list.items()
                        .forEach(item -> names.addAll(
                                item instanceof Node.Mapping mapping
                                        ? mapping.get("name").map(Agents::names).orElse(List.of())
                                        : names(item)));
            case Node.Mapping mapping -> {
                if (mapping.get("properties").orElse(null) instanceof Node.Mapping properties) {
                    return names(properties);
                }
                mapping.entries().forEach((name, entry) -> names.add(new Named(name, entry.key())));
            }
        }
        return names;
    }

    /** What the step runs: as it says itself, as the agent is defined, as UCOP's agent of that name does. */
    AgentBody body(String agent, Fields step) {
        var definition = Optional.ofNullable(defined.get(agent));
        if (step.has("tool")) {
            return new AgentBody.Tool(only(step, TOOL_KEYS));
        }
        if (MODEL_KEYS.stream().anyMatch(key -> !key.equals("model") && step.has(key))) {
            return model(step, definition);
        }
        return definition.flatMap(fields -> body(fields, step)).orElseGet(() -> known(agent, step, definition));
    }

    private Optional<AgentBody> body(Fields definition, Fields step) {
        if (definition.has("tool")) {
            return Optional.of(new AgentBody.Tool(only(definition, TOOL_KEYS)));
        }
        if (definition.has("prompt") || definition.has("prompt_template")) {
            return Optional.of(model(step, Optional.of(definition)));
        }
        return definition.mapping("entrypoint").flatMap(entry -> entryPoint(new Fields(entry, findings)));
    }

    private Optional<AgentBody> entryPoint(Fields entry) {
        var module = entry.text("module");
        var name = module.orElse("") + ":" + entry.text("function").orElse("");
        var call = PythonCall.parse(name);
        if (call.isEmpty()) {
            findings.error(
                    "bad-callable",
                    entry.mapping().place(),
                    "the entry point names no Python function",
                    "write module: package.module and function: name");
        }
        return call.map(AgentBody.Python::new);
    }

    private AgentBody known(String agent, Fields step, Optional<Fields> definition) {
        var known = KnownAgents.find(agent);
        if (known.isEmpty()) {
            if (definition.isEmpty()) {
                findings.warning(
                        "agent-without-body",
                        step.mapping().place(),
                        "nothing says what the agent '" + agent + "' runs: a model is asked in its name",
                        Spelling.nearest(agent, KnownAgents.names())
                                .map(Fields::didYouMean)
                                .orElse("define it: agents: {" + agent
                                        + ": {prompt_template: ...}}, or write prompt: or tool: here"));
            }
            return model(step, definition);
        }
        return switch (known.get().kind()) {
            case MODEL -> model(step, definition);
            case WORKER -> new AgentBody.Worker();
            case FILE -> new AgentBody.WriteFile();
        };
    }

    private AgentBody model(Fields step, Optional<Fields> definition) {
        var keys = new Draft(step.mapping().place());
        MODEL_KEYS.forEach(key -> keys.copy(key, step.mapping()));
        definition.ifPresent(fields -> MODEL_KEYS.forEach(key -> keys.copy(key, fields.mapping())));
        var description = step.text("description")
                .or(() -> definition.flatMap(fields -> fields.text("description")))
                .orElse("");
        var maxTokens = resource(definition, "max_tokens");
        return new AgentBody.Model(keys.node(), description, maxTokens);
    }

    /** The agent's limit in seconds; 0 where it has none. */
    long maxRuntimeS(String agent) {
        return resource(Optional.ofNullable(defined.get(agent)), "max_runtime_s");
    }

    private long resource(Optional<Fields> definition, String key) {
        return definition
                .flatMap(fields -> fields.mapping("resources"))
                .map(resources -> new Fields(resources, findings)
                        .integer(key, 1, 10_000_000)
                        .orElse(0))
                .orElse(0L);
    }

    private static Node.Mapping only(Fields fields, List<String> keys) {
        var draft = new Draft(fields.mapping().place());
        keys.forEach(key -> draft.copy(key, fields.mapping()));
        return draft.node();
    }
}
