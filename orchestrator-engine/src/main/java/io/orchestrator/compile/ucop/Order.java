package io.orchestrator.compile.ucop;

import io.orchestrator.compile.document.Findings;
import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.pipeline.field.Fields;
import io.orchestrator.compile.pipeline.field.Named;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What waits for what: the dependencies as soon as one is written anywhere, else one step after the other, those of a
 * parallel group side by side.
 */
final class Order {

    private static final List<String> KEYS = List.of("depends_on", "dependencies", "requires");

    private final List<AgentStep> steps;
    private final Map<String, String> idByName = new HashMap<>();
    private final Map<String, List<Named>> waits = new LinkedHashMap<>();
    private final Findings findings;

    /** @param sections {@code dependencies} of the document and of the workflow, by step or agent */
    Order(List<AgentStep> steps, List<Node.Mapping> sections, Findings findings) {
        this.steps = List.copyOf(steps);
        this.findings = findings;
        steps.forEach(step -> idByName.putIfAbsent(step.name(), step.id()));
        steps.forEach(step -> idByName.putIfAbsent(step.agent(), step.id()));
        steps.forEach(step -> waits.put(step.id(), new ArrayList<>()));
        var graph = false;
        for (var section : sections) {
            graph |= section(section);
        }
        for (var step : steps) {
            graph |= own(step);
        }
        if (!graph) {
            chain();
        }
    }

    /** The native steps that the step waits for besides those whose results it reads. */
    List<Named> of(AgentStep step) {
        return waits.getOrDefault(step.id(), List.of());
    }

    /** The native id of a step or agent; the name itself where there is none, which the native compiler reports. */
    String id(String name) {
        return idByName.getOrDefault(name, name);
    }

    private boolean section(Node.Mapping section) {
        var found = false;
        for (var entry : section.entries().entrySet()) {
            var step = steps.stream()
                    .filter(s -> s.name().equals(entry.getKey()) || s.agent().equals(entry.getKey()))
                    .toList();
            for (var one : step) {
                found = true;
                wanted(entry.getKey(), entry.getValue(), section).forEach(name -> external(one, name));
            }
        }
        return found;
    }

    private List<Named> wanted(String name, Node.Entry entry, Node.Mapping section) {
        if (entry.node() instanceof Node.Mapping mapping) {
            var fields = new Fields(mapping, findings);
            return KEYS.stream().flatMap(key -> fields.names(key).stream()).toList();
        }
        return new Fields(section, findings).names(name);
    }

    /** A section speaks of every agent; those that the workflow leaves out are not waited for. */
    private void external(AgentStep step, Named name) {
        var id = idByName.get(name.id());
        if (id == null) {
            findings.info(
                    "dependency-left-out",
                    name.place(),
                    "'" + name.id() + "' is no step of this workflow; '" + step.name() + "' does not wait for it",
                    "");
        } else {
            waits.getOrDefault(step.id(), new ArrayList<>()).add(new Named(id, name.place()));
        }
    }

    private boolean own(AgentStep step) {
        var written = false;
        for (var key : KEYS) {
            written |= step.fields().mapping().has(key);
            step.fields()
                    .names(key)
                    .forEach(name -> waits.getOrDefault(step.id(), new ArrayList<>())
                            .add(new Named(id(name.id()), name.place())));
        }
        return written;
    }

    private void chain() {
        List<AgentStep> before = List.of();
        List<AgentStep> group = new ArrayList<>();
        var name = "";
        for (var step : steps) {
            var own = step.fields().text("parallel_group").orElse("");
            if (!group.isEmpty() && (own.isEmpty() || !own.equals(name))) {
                before = group;
                group = new ArrayList<>();
            }
            group.add(step);
            name = own;
            for (var other : before) {
                waits.getOrDefault(step.id(), new ArrayList<>()).add(new Named(other.id(), step.place()));
            }
        }
    }

    /** The steps, each after those that it waits for; those of a cycle, which is reported later, at the end. */
    List<AgentStep> sorted() {
        var open = new HashMap<String, Integer>();
        var readers = new HashMap<String, List<String>>();
        waits.forEach((id, names) -> {
            var others = new LinkedHashSet<String>();
            names.forEach(name -> others.add(name.id()));
            others.retainAll(waits.keySet());
            open.put(id, others.size());
            others.forEach(other ->
                    readers.computeIfAbsent(other, o -> new ArrayList<>()).add(id));
        });
        var ready = new ArrayDeque<String>();
        waits.keySet().stream().filter(id -> open.getOrDefault(id, 0) == 0).forEach(ready::add);
        var order = new LinkedHashSet<String>();
        while (!ready.isEmpty()) {
            var id = ready.remove();
            order.add(id);
            for (var reader : readers.getOrDefault(id, List.of())) {
                if (open.merge(reader, -1, Integer::sum) == 0) {
                    ready.add(reader);
                }
            }
        }
        order.addAll(waits.keySet());
        var byId = new HashMap<String, AgentStep>();
        steps.forEach(step -> byId.put(step.id(), step));
        return order.stream().flatMap(id -> Stream.ofNullable(byId.get(id))).toList();
    }
}
