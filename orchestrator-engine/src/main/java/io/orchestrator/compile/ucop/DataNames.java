package io.orchestrator.compile.ucop;

import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.document.Place;
import io.orchestrator.compile.pipeline.field.Named;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Data by name: an input is the output of that name of the last step before, of an earlier one where that has no
 * result, and an input of the job where no step makes it.
 */
final class DataNames {

    /** How many steps are looked at for one name, the latest first. */
    private static final int MAX_PRODUCERS = 4;

    private final Map<String, List<AgentStep>> producers = new HashMap<>();
    private final Map<String, AgentStep> stepByName = new HashMap<>();
    private final Map<String, Integer> position = new HashMap<>();
    private final Map<String, Node.Entry> declared = new LinkedHashMap<>();
    private final Map<String, Place> required = new LinkedHashMap<>();
    private final Map<String, Place> optional = new LinkedHashMap<>();
    private final Set<String> names = new HashSet<>();

    /**
     * @param sorted the steps, each after those it waits for
     * @param inputs the declared ones of the job
     */
    DataNames(List<AgentStep> sorted, Map<String, Node.Entry> inputs) {
        declared.putAll(inputs);
        for (var step : sorted) {
            position.put(step.id(), position.size());
            stepByName.putIfAbsent(step.name(), step);
            names.add(step.id());
            names.add(step.name());
            for (var output : step.outputs()) {
                producers
                        .computeIfAbsent(output.id(), name -> new ArrayList<>())
                        .add(step);
            }
        }
    }

    /** An expression for an input; a name that nothing makes becomes a required input of the job. */
    String required(Named name, AgentStep reader) {
        return find(name.id(), reader).orElseGet(() -> {
            required.putIfAbsent(name.id(), name.place());
            return "inputs." + name.id();
        });
    }

    /** As {@link #required}, but the input may be missing: it counts as nothing. */
    String optional(Named name, AgentStep reader) {
        return find(name.id(), reader).orElseGet(() -> {
            optional.putIfAbsent(name.id(), name.place());
            return "inputs." + name.id();
        });
    }

    /** Whether the name is data: an output, or an input of the job. */
    boolean isData(String name) {
        return producers.containsKey(name) || declared.containsKey(name);
    }

    /** An expression for a free name of an author's template; empty where nothing is called so. */
    Optional<String> inTemplate(String name, AgentStep reader) {
        if (names.contains(name) && !producers.containsKey(name)) {
            return Optional.ofNullable(stepByName.get(name)).map(AgentStep::path);
        }
        return find(name, reader);
    }

    /** The job's value of the name at its end. */
    String last(String name) {
        return chain(producers.getOrDefault(name, List.of()), name) + " | default(none)";
    }

    /** Every name that a step makes, in the order of the steps. */
    List<Named> made(List<AgentStep> sorted) {
        var found = new LinkedHashMap<String, Named>();
        sorted.forEach(step -> step.outputs().forEach(output -> found.putIfAbsent(output.id(), output)));
        return List.copyOf(found.values());
    }

    private Optional<String> find(String name, AgentStep reader) {
        var before = producers.getOrDefault(name, List.of()).stream()
                .filter(step -> before(step, reader))
                .toList();
        if (!before.isEmpty()) {
            return Optional.of(chain(before, name));
        }
        if (declared.containsKey(name)) {
            return Optional.of("inputs." + name);
        }
        return Optional.ofNullable(stepByName.getOrDefault(name, stepByName.get(name + "_node")))
                .filter(step -> before(step, reader))
                .map(step -> step.path() + ".result");
    }

    private boolean before(AgentStep step, AgentStep reader) {
        return position.getOrDefault(step.id(), 0) < position.getOrDefault(reader.id(), 0);
    }

    /** The latest first, then what is there should it have no result. */
    private String chain(List<AgentStep> before, String name) {
        var text = new StringBuilder();
        for (var index = before.size() - 1; index >= 0 && index >= before.size() - MAX_PRODUCERS; index--) {
            var step = before.get(index);
            var path = step.body().output(step, name);
            text.append(text.isEmpty() ? path : " | default(" + path + ")");
            if (!step.mayLackResult()) {
                return text.toString();
            }
        }
        return declared.containsKey(name) ? text + " | default(inputs." + name + ")" : text.toString();
    }

    /** What nothing makes and a step needs, by name, with the place where it is named. */
    Map<String, Place> requiredInputs() {
        return Collections.unmodifiableMap(required);
    }

    /** What nothing makes and a condition asks for. */
    Map<String, Place> optionalInputs() {
        return Collections.unmodifiableMap(optional);
    }
}
