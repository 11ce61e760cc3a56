package io.orchestrator.compile.pipeline.link;

import io.orchestrator.catalog.Spelling;
import io.orchestrator.compile.document.Findings;
import io.orchestrator.compile.pipeline.field.Fields;
import io.orchestrator.compile.pipeline.field.Reference;
import io.orchestrator.language.value.Scope;
import io.orchestrator.plan.InputSpec;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The names that no block gives: inputs, outputs, the system's; and what is said of a name that nothing has. */
final class Names {

    /** What only a step can read; nothing hides them. */
    static final Set<String> OWN = Set.of("step", "attempt");

    /** The results of steps by their ids. */
    static final Set<String> STEP_MAPS = Set.of("previous_results", "step_results");

    /** Methods of a map, which are no fields of it. */
    static final Set<String> MAP_METHODS = Set.of("items", "keys", "values", "get");

    /** The pseudo-name of the outputs, which no step can read. */
    private static final String OUTPUTS = "outputs";

    private static final Set<String> INPUT_MAPS = Set.of("inputs", "parameters");

    /** How many names a hint lists. */
    private static final int MAX_SHOWN = 10;

    /** System names and their fields; no fields where the name is a plain value. */
    private static final Map<String, Set<String>> SYSTEM = system();

    private final Set<String> inputs = new LinkedHashSet<>();
    private final Set<String> outputs;
    private final Findings findings;

    Names(List<InputSpec> inputs, Collection<String> outputs, Findings findings) {
        this.outputs = new LinkedHashSet<>(outputs);
        this.findings = findings;
        inputs.forEach(input -> this.inputs.add(input.name()));
    }

    private static Map<String, Set<String>> system() {
        var system = new LinkedHashMap<String, Set<String>>();
        system.put("execution", Set.of("id", "started_at", "timestamp", "date", "time"));
        system.put("job", Set.of("id", "workflow", "attempt"));
        system.put("step", Set.of("id"));
        var plain = List.of("attempt", "pipeline_id", "execution_id", "timestamp", Scope.LOOPS, Scope.PAST_LOOPS);
        for (var name : plain) {
            system.put(name, Set.of());
        }
        return system;
    }

    boolean isInput(String name) {
        return inputs.contains(name);
    }

    boolean isSystem(String name) {
        return SYSTEM.containsKey(name) || INPUT_MAPS.contains(name) || STEP_MAPS.contains(name);
    }

    /**
     * Checks a name that no block gives.
     *
     * @param inOutputs whether an output reads it
     * @param visible what the blocks give where it is read
     */
    void check(Reference reference, boolean inOutputs, Supplier<Visible> visible) {
        var root = reference.root();
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
            unknown(reference, visible);
        }
    }

    /**
     * What the blocks give where a name is read.
     *
     * @param names steps, variables, a loop's names
     * @param elsewhere what to write for the names of steps that cannot be read there
     */
    record Visible(Collection<String> names, Map<String, String> elsewhere) {}

    /** Reports a field that is none of the known. */
    void checkField(Reference reference, Set<String> known, String kind) {
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

    private void unknown(Reference reference, Supplier<Visible> where) {
        if (findings.full()) {
            return;
        }
        var visible = where.get();
        var root = reference.root();
        var hyphenated = hyphenated(reference, visible.names());
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
        var inside = visible.elsewhere().get(root);
        if (inside != null) {
            report("unresolved-reference", reference, "the step '" + root + "' cannot be read here", inside);
            return;
        }
        var hint = Spelling.nearest(root, all(visible.names()))
                .map(Fields::didYouMean)
                .orElse("declare it under inputs");
        report("unresolved-reference", reference, "nothing is called '" + root + "': no input, step or variable", hint);
    }

    /** The step whose id holds a hyphen and the name, where the template's text holds the id. */
    private static Optional<String> hyphenated(Reference reference, Collection<String> names) {
        return names.stream()
                .filter(id -> id.contains("-")
                        && reference.text().text().contains(id)
                        && List.of(id.split("-", -1)).contains(reference.root()))
                .min(Comparator.naturalOrder());
    }

    private List<String> all(Collection<String> visible) {
        var names = new LinkedHashSet<>(inputs);
        names.addAll(visible);
        names.addAll(SYSTEM.keySet());
        names.addAll(INPUT_MAPS);
        return names.stream().sorted().toList();
    }

    /** An error; a warning where the template says what is to happen without a value. */
    void report(String code, Reference reference, String message, String hint) {
        var place = reference.place(findings.source());
        if (reference.guarded()) {
            findings.warning(code, place, message, hint);
        } else {
            findings.error(code, place, message, hint);
        }
    }
}
