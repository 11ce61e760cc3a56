package io.orchestrator.compile.ucop;

import io.orchestrator.compile.document.Findings;
import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.document.Place;
import io.orchestrator.compile.pipeline.field.Fields;
import io.orchestrator.compile.pipeline.field.Named;
import io.orchestrator.model.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the steps of a workflow: a list of names or mappings, or a mapping of steps by name. */
final class StepList {

    private final Agents agents;
    private final Findings findings;
    private final Set<String> ids = new HashSet<>();

    StepList(Agents agents, Findings findings) {
        this.agents = agents;
        this.findings = findings;
    }

    List<AgentStep> read(Node steps) {
        var found = new ArrayList<AgentStep>();
        switch (steps) {
            case Node.Scalar scalar -> throw new IllegalArgumentException("no steps: " + scalar.kind());
            case Node.Sequence list -> list.items().forEach(item -> item(item).ifPresent(found::add));
            case Node.Mapping mapping ->
                mapping.entries()
                        .forEach((name, entry) -> found.add(named(new Named(name, entry.key()), entry.node())));
        }
        return found;
    }

    private Optional<AgentStep> item(Node item) {
        return switch (item) {
            case Node.Scalar scalar -> {
                var fields = none(scalar.place());
                yield Optional.of(step(
                        new Named(scalar.text().strip(), scalar.place()),
                        scalar.text().strip(),
                        fields));
            }
            case Node.Mapping mapping -> mapping(new Fields(mapping, findings));
            case Node.Sequence list -> {
                findings.error("wrong-type", list.place(), "a step is an agent's name or a mapping, not a list");
                yield Optional.empty();
            }
        };
    }

    private Optional<AgentStep> mapping(Fields fields) {
        Keys.STEP.check(fields.mapping(), findings);
        var agent = agent(fields);
        var name = fields.text("name").or(() -> fields.text("id")).or(() -> agent);
        if (name.isEmpty()) {
            findings.error("no-agent", fields.mapping().place(), "the step names no agent", "add agent:");
            return Optional.empty();
        }
        return Optional.of(step(new Named(name.get(), fields.mapping().place()), agent.orElse(name.get()), fields));
    }

    private AgentStep named(Named name, Node node) {
        var fields = node instanceof Node.Mapping mapping ? new Fields(mapping, findings) : none(name.place());
        if (node instanceof Node.Sequence list) {
            findings.error("wrong-type", list.place(), "a step is a mapping, not a list");
        }
        Keys.STEP.check(fields.mapping(), findings);
        var agent = node instanceof Node.Scalar scalar
                        && !scalar.text().isBlank()
                        && !scalar.text().equals("null")
                ? Optional.of(scalar.text().strip())
                : agent(fields);
        return step(name, agent.orElse(name.id()), fields);
    }

    private static Optional<String> agent(Fields fields) {
        return fields.text("agent").or(() -> fields.text("agent_id"));
    }

    private Fields none(Place place) {
        return new Fields(new Node.Mapping(Map.of(), place), findings);
    }

    private AgentStep step(Named name, String agent, Fields fields) {
        return new AgentStep(
                id(name.id()),
                name.id(),
                agent,
                name.place(),
                fields,
                inputs(agent, name.place(), fields),
                fields.node("outputs").map(Agents::names).orElseGet(() -> agents.outputs(agent, name.place())),
                agents.body(agent, fields));
    }

    private List<AgentStep.Given> inputs(String agent, Place place, Fields fields) {
        var written = fields.node("inputs");
        if (written.isEmpty()) {
            return agents.inputs(agent, place).stream()
                    .map(name -> new AgentStep.Given(name, Optional.empty()))
                    .toList();
        }
        if (written.get() instanceof Node.Mapping mapping) {
            var given = new ArrayList<AgentStep.Given>();
            mapping.entries()
                    .forEach((name, entry) -> given.add(new AgentStep.Given(
                            new Named(name, entry.key()),
                            Optional.of(entry.node()).filter(node -> node.value() != Value.Null.NULL))));
            return given;
        }
        return Agents.names(written.get()).stream()
                .map(name -> new AgentStep.Given(name, Optional.empty()))
                .toList();
    }

    /** An agent that runs twice is two steps. */
    private String id(String name) {
        var word = name.replaceAll("[^A-Za-z0-9_-]+", "_");
        var id = word;
        for (var number = 2; !ids.add(id); number++) {
            id = word + "_" + number;
        }
        return id;
    }
}
