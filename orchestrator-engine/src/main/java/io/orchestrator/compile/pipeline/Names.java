package io.orchestrator.compile.pipeline;

import io.orchestrator.catalog.Spelling;
import io.orchestrator.compile.document.Findings;
import io.orchestrator.plan.InputSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Every name that the templates of a document can read, and which steps each makes them wait for. */
final class Names {

    /** The pseudo-name of the outputs, which no step can read. */
    private static final String OUTPUTS = "outputs";

    /** What only a step can read; nothing hides them. */
    private static final Set<String> OWN = Set.of("step", "attempt");

    private static final Set<String> INPUT_MAPS = Set.of("inputs", "parameters");
    private static final Set<String> STEP_MAPS = Set.of("previous_results", "step_results");
    private static final Set<String> MAP_METHODS = Set.of("items", "keys", "values", "get");

    /** How many names a hint lists. */
    private static final int MAX_SHOWN = 10;

    /** System names and their fields; no fields where the name is a plain value. */
    private static final Map<String, Set<String>> SYSTEM = system();

    private final List<StepDraft> steps;
    private final Map<String, Integer> stepIndex = new HashMap<>();
    private final Map<String, List<Integer>> assigners = new HashMap<>();
    private final Set<String> inputs = new LinkedHashSet<>();
    private final Set<String> outputs;
    private final Findings findings;

    Names(List<InputSpec> inputs, List<StepDraft> steps, Collection<String> outputs, Findings findings) {
        this.steps = steps;
        this.outputs = new LinkedHashSet<>(outputs);
        this.findings = findings;
        inputs.forEach(input -> this.inputs.add(input.name()));
        steps.forEach(step -> stepIndex.putIfAbsent(step.id(), step.index()));
        for (var step : steps) {
            for (var assigned : step.assigns()) {
                assigners
                        .computeIfAbsent(assigned.id(), name -> new ArrayList<>())
                        .add(step.index());
            }
        }
    }

    private static Map<String, Set<String>> system() {
        var system = new LinkedHashMap<String, Set<String>>();
        system.put("execution", Set.of("id", "started_at", "timestamp", "date", "time"));
        system.put("job", Set.of("id", "workflow", "attempt"));
        system.put("step", Set.of("id"));
        for (var name : List.of("attempt", "pipeline_id", "execution_id", "timestamp")) {
            system.put(name, Set.of());
        }
        return system;
    }

    /** Warns of steps whose id hides another name, or is hidden. */
    void checkShadows() {
        for (var step : steps) {
            var id = step.id();
            if (OWN.contains(id)) {
                shadow(step, "the step '" + id + "' cannot be read: a system name hides it", "give it another id");
            } else if (SYSTEM.containsKey(id) || INPUT_MAPS.contains(id) || STEP_MAPS.contains(id)) {
                shadow(step, "the step '" + id + "' hides a system name", "give it another id");
            } else if (inputs.contains(id)) {
                shadow(step, "the step '" + id + "' hides the input of that name", "read the input as inputs." + id);
            }
        }
    }

    private void shadow(StepDraft step, String message, String hint) {
        findings.warning("name-hidden", step.place(), message, hint);
    }

    /** The step of that id; empty, with a finding, where there is none. */
    List<Integer> step(Named named, String key) {
        var index = stepIndex.get(named.id());
        if (index != null) {
            return List.of(index);
        }
        var policies = key.equals("on_failure") ? " or one of " + String.join(", ", StepReader.POLICIES) : "";
        findings.error(
                "unknown-step",
                named.place(),
                "'" + key + "' names the step '" + named.id() + "', which does not exist",
                Spelling.nearest(
                                named.id(), stepIndex.keySet().stream().sorted().toList())
                        .map(Fields::didYouMean)
                        .orElse("write the id of a step" + policies));
        return List.of();
    }

    /**
     * The steps that a reference makes its reader wait for.
     *
     * @param reference what is read
     * @param reader index of the reading step; the number of steps for the outputs
     */
    Collection<Integer> resolve(Reference reference, int reader) {
        var root = reference.root();
        var step = OWN.contains(root) && reader < steps.size() ? null : stepIndex.get(root);
        if (step != null) {
            return step == reader ? itself(reference) : List.of(step);
        }
        var assigned = assigners.get(root);
        if (assigned != null) {
            return assigned.equals(List.of(reader)) ? itself(reference) : assigned(assigned, reader);
        }
        if (STEP_MAPS.contains(root)) {
            return results(reference, reader);
        }
        checkPlain(reference, reader);
        return List.of();
    }

    private List<Integer> itself(Reference reference) {
        report("self-reference", reference, "the step reads its own result, '" + reference.written() + "'", "");
        return List.of();
    }

    /** Those that assign the name before the reader; where none does, those after it. */
    private static List<Integer> assigned(List<Integer> assigners, int reader) {
        var before = assigners.stream().filter(index -> index < reader).toList();
        return before.isEmpty()
                ? assigners.stream().filter(index -> index != reader).toList()
                : before;
    }

    /** One step where the path names it, else every step before the reader. */
    private Collection<Integer> results(Reference reference, int reader) {
        if (reference.path().size() > 1) {
            var field = reference.path().get(1);
            var step = stepIndex.get(field);
            if (step != null) {
                return step == reader ? itself(reference) : List.of(step);
            }
            checkField(reference, stepIndex.keySet(), "step");
            if (!MAP_METHODS.contains(field)) {
                return List.of();
            }
        }
        return IntStream.range(0, reader).boxed().toList();
    }

    private void checkPlain(Reference reference, int reader) {
        var root = reference.root();
        var inOutputs = reader == steps.size();
        if (INPUT_MAPS.contains(root)) {
            checkField(reference, inputs, "input");
        } else if (inOutputs && root.equals(OUTPUTS)) {
            checkField(reference, outputs, "output");
        } else if (SYSTEM.containsKey(root) && !inputs.contains(root) && !(inOutputs && OWN.contains(root))) {
            var fields = SYSTEM.getOrDefault(root, Set.of());
            if (!fields.isEmpty()) {
                checkField(reference, fields, "field of " + root);
            }
        } else if (!inputs.contains(root)) {
            unknown(reference);
        }
    }

    private void checkField(Reference reference, Set<String> known, String kind) {
        if (reference.path().size() < 2) {
            return;
        }
        var field = reference.path().get(1);
        if (known.contains(field) || MAP_METHODS.contains(field) || findings.full()) {
            return;
        }
        var hint = Spelling.nearest(field, known.stream().sorted().toList())
                .map(near -> Fields.didYouMean(reference.root() + "." + near))
                .orElse(known.isEmpty() ? "" : "there is " + shown(known));
        report("unresolved-reference", reference, "there is no " + kind + " '" + field + "'", hint);
    }

    private static String shown(Set<String> known) {
        return known.stream().sorted().limit(MAX_SHOWN).collect(Collectors.joining(", "));
    }

    private void unknown(Reference reference) {
        if (findings.full()) {
            return;
        }
        var root = reference.root();
        var hyphenated = hyphenated(reference);
        if (hyphenated.isPresent()) {
            var id = hyphenated.get();
            var hint = "write step_results['" + id + "'], or use _ in the step's id";
            report(
                    "unresolved-reference",
                    new Reference(List.of(id), reference.text(), reference.guarded()),
                    "'" + id + "' reads as a subtraction in a template",
                    hint);
            return;
        }
        var hint = Spelling.nearest(root, all()).map(Fields::didYouMean).orElse("declare it under inputs");
        report("unresolved-reference", reference, "nothing is called '" + root + "': no input, step or variable", hint);
    }

    /** The step whose id holds a hyphen and the name, where the template's text holds the id. */
    private Optional<String> hyphenated(Reference reference) {
        return stepIndex.keySet().stream()
                .filter(id -> id.contains("-")
                        && reference.text().text().contains(id)
                        && List.of(id.split("-", -1)).contains(reference.root()))
                .min(Comparator.naturalOrder());
    }

    private List<String> all() {
        var names = new LinkedHashSet<>(inputs);
        names.addAll(stepIndex.keySet());
        names.addAll(assigners.keySet());
        names.addAll(SYSTEM.keySet());
        names.addAll(INPUT_MAPS);
        return names.stream().sorted().toList();
    }

    private void report(String code, Reference reference, String message, String hint) {
        var place = reference.place(findings.source());
        if (reference.guarded()) {
            findings.warning(code, place, message, hint);
        } else {
            findings.error(code, place, message, hint);
        }
    }
}
