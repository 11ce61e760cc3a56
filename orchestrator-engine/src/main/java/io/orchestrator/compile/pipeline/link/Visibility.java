package io.orchestrator.compile.pipeline.link;

import io.orchestrator.catalog.Spelling;
import io.orchestrator.compile.document.Findings;
import io.orchestrator.compile.pipeline.draft.BlockDraft;
import io.orchestrator.compile.pipeline.draft.StepDraft;
import io.orchestrator.compile.pipeline.draft.StepTree;
import io.orchestrator.compile.pipeline.field.Fields;
import io.orchestrator.compile.pipeline.field.Named;
import io.orchestrator.compile.pipeline.field.Reference;
import io.orchestrator.plan.MetadataName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Which step reads which: a name is looked up in the block of the step that reads it, then in the block that encloses
 * it, and so on; the innermost that has the name gives it.
 */
final class Visibility {

    private final List<StepDraft> steps;
    private final List<BlockDraft> blocks;
    private final List<BlockNames> names = new ArrayList<>();
    private final Map<Integer, Integer> bodies = new HashMap<>();
    private final Names outside;
    private final Findings findings;

    Visibility(StepTree tree, Names outside, Findings findings) {
        this.steps = tree.steps();
        this.blocks = tree.blocks();
        this.outside = outside;
        this.findings = findings;
        for (var number = 0; number < blocks.size(); number++) {
            var block = blocks.get(number);
            names.add(new BlockNames(block, steps));
            if (block.kind() == BlockDraft.Kind.LOOP) {
                bodies.put(block.owner().orElseThrow(), number);
            }
        }
        Assignments.of(tree, names);
    }

    /**
     * One step waits for another of its block.
     *
     * @param reader the step that waits
     * @param step the one it waits for
     */
    record Edge(int reader, int step) {}

    /** The step, the one whose block it stands in, the one around that, and so on. */
    private List<Integer> outward(StepDraft step) {
        var indexes = new ArrayList<Integer>();
        var at = OptionalInt.of(step.index());
        while (at.isPresent()) {
            indexes.add(at.getAsInt());
            at = blocks.get(steps.get(at.getAsInt()).block()).owner();
        }
        return indexes;
    }

    // ---- ids that a document names

    /** The step of that id in the block of another step; empty, with a finding, where there is none. */
    OptionalInt sibling(Named named, String key, StepDraft step) {
        var found = names.get(step.block()).step(named.id());
        if (found.isEmpty()) {
            unknown(named, key, step);
        }
        return found;
    }

    /**
     * The edge of a declared dependency, which may name a step of an outer block. A handler of the whole workflow waits
     * for nobody.
     */
    Optional<Edge> dependency(Named named, StepDraft step) {
        for (int index : outward(step)) {
            var found = names.get(steps.get(index).block()).step(named.id());
            if (found.isPresent()) {
                return Optional.of(new Edge(index, found.getAsInt()));
            }
            var block = blocks.get(steps.get(index).block());
            if (block.kind() == BlockDraft.Kind.GLOBAL_HANDLER) {
                return Optional.empty();
            }
        }
        unknown(named, "dependencies", step);
        return Optional.empty();
    }

    private void unknown(Named named, String key, StepDraft step) {
        var elsewhere = elsewhere(step.block()).get(named.id());
        var policies = key.equals("on_failure") ? " or one of " + String.join(", ", StepDraft.POLICIES) : "";
        findings.error(
                "unknown-step",
                named.place(),
                elsewhere == null
                        ? "'" + key + "' names the step '" + named.id() + "', which does not exist"
                        : "'" + key + "' names the step '" + named.id() + "', which stands elsewhere",
                elsewhere != null
                        ? "name a step of the same list"
                        : Spelling.nearest(
                                        named.id(),
                                        names.get(step.block()).stepIds().stream()
                                                .sorted()
                                                .toList())
                                .map(Fields::didYouMean)
                                .orElse("write the id of a step" + policies));
    }

    // ---- names that templates read

    /** When a step reads something. */
    enum Moment {
        /** Before it begins. */
        BEFORE,
        /** Between the iterations of its own loop. */
        INSIDE,
        /** When it has ended: it can read itself, and its error. */
        AFTER
    }

    /** The steps that a reference makes its reader, or what encloses it, wait for. */
    List<Edge> resolve(Reference reference, StepDraft reader, Moment moment) {
        var root = reference.root();
        if (Names.OWN.contains(root) || isOwn(root, reader, moment)) {
            return List.of();
        }
        if (Names.STEP_MAPS.contains(root)) {
            return inItsBody(reference, reader, moment) ? List.of() : results(reference, reader);
        }
        for (var reading : MetadataName.readings(root)) {
            if (knows(reading.subject(), reader, moment)) {
                return resolve(reference.of(reading.subject()), reader, moment);
            }
        }
        return resolveName(reference, reader);
    }

    /** Whether a step or variable of that name can be read. */
    private boolean knows(String name, StepDraft reader, Moment moment) {
        for (int index : outward(reader)) {
            if (names.get(steps.get(index).block()).given(name, index).isPresent()) {
                return true;
            }
        }
        return isOwn(name, reader, moment)
                || (isCleanup(reader)
                        && names.getFirst().given(name, steps.size()).isPresent());
    }

    /** A loop that has ended, by the name that its author gave it. */
    private Optional<Edge> loop(String name, StepDraft reader) {
        for (int index : outward(reader)) {
            var found = names.get(steps.get(index).block()).loop(name);
            if (found.isPresent() && found.getAsInt() != index) {
                return Optional.of(new Edge(index, found.getAsInt()));
            }
        }
        return Optional.empty();
    }

    private List<Edge> resolveName(Reference reference, StepDraft reader) {
        var root = reference.root();
        var edges = new ArrayList<Edge>();
        var global = false;
        var own = false;
        for (int index : outward(reader)) {
            var block = blocks.get(steps.get(index).block());
            var known = names.get(steps.get(index).block());
            known.passing(root, index).forEach(step -> edges.add(new Edge(index, step)));
            own |= known.isOwn(root, index);
            var given = known.given(root, index);
            if (given.isPresent()) {
                edges.addAll(global ? unseen(reference) : edges(reference, index, given.get()));
                return edges;
            }
            if (block.names().contains(root)) {
                return edges;
            }
            global |= block.kind() == BlockDraft.Kind.GLOBAL_HANDLER;
        }
        if (isCleanup(reader) && names.getFirst().given(root, steps.size()).isPresent()) {
            return edges;
        }
        var isFree = !outside.isInput(root) && !outside.isSystem(root);
        var loop = isFree ? loop(root, reader) : Optional.<Edge>empty();
        if (loop.isPresent()) {
            edges.add(loop.get());
        } else if (own && isFree) {
            selfReference(reference);
        } else {
            outside.check(reference, false, () -> visible(reader));
        }
        return edges;
    }

    /** A copy of a global handler cannot wait for the steps it reads: they may be those that wait for its own. */
    private List<Edge> unseen(Reference reference) {
        outside.report(
                "unresolved-reference",
                reference,
                "a handler of the whole workflow cannot read the step '" + reference.root() + "': it may not have run",
                "read error, inputs, or write the handler on the steps");
        return List.of();
    }

    private boolean isOwn(String root, StepDraft reader, Moment moment) {
        return switch (moment) {
            case BEFORE -> false;
            case INSIDE -> {
                var body = bodies.get(reader.index());
                yield body != null
                        && (blocks.get(body).names().contains(root)
                                || names.get(body).given(root, steps.size()).isPresent());
            }
            case AFTER ->
                root.equals("error")
                        || root.equals(reader.id())
                        || reader.reads().assigns().stream()
                                .anyMatch(assigned -> assigned.id().equals(root));
        };
    }

    /** Between its iterations a loop reads the steps of its body, also by their ids in brackets. */
    private boolean inItsBody(Reference reference, StepDraft reader, Moment moment) {
        var body = moment == Moment.INSIDE ? bodies.get(reader.index()) : null;
        var field = reference.path().size() > 1 ? reference.path().get(1) : "";
        return body != null && names.get(body).step(field).isPresent();
    }

    private List<Edge> edges(Reference reference, int reader, List<Integer> given) {
        if (given.contains(reader)) {
            selfReference(reference);
            return List.of();
        }
        return given.stream().map(step -> new Edge(reader, step)).toList();
    }

    private void selfReference(Reference reference) {
        outside.report("self-reference", reference, "the step reads its own result, '" + reference.written() + "'", "");
    }

    private boolean isCleanup(StepDraft reader) {
        var block = blocks.get(reader.block());
        while (block.owner().isPresent()) {
            block = blocks.get(steps.get(block.owner().getAsInt()).block());
        }
        return block.kind() == BlockDraft.Kind.CLEANUP;
    }

    /** One step where the path names it, else every step before the reader. */
    private List<Edge> results(Reference reference, StepDraft reader) {
        var field = reference.path().size() > 1 ? reference.path().get(1) : "";
        var edges = new ArrayList<Edge>();
        var known = new LinkedHashSet<String>();
        for (int index : outward(reader)) {
            var number = steps.get(index).block();
            var step = names.get(number).step(field);
            if (step.isPresent()) {
                return edges(reference, index, List.of(step.getAsInt()));
            }
            known.addAll(names.get(number).stepIds());
            blocks.get(number).steps().stream()
                    .filter(other -> other < index)
                    .forEach(other -> edges.add(new Edge(index, other)));
        }
        if (!field.isEmpty()) {
            outside.checkField(reference, known, "step");
        }
        return field.isEmpty() || Names.MAP_METHODS.contains(field) ? edges : List.of();
    }

    /** The steps of the document's own list that an output reads. */
    List<Integer> resolveOutput(Reference reference) {
        var root = names.getFirst();
        for (var reading : MetadataName.readings(reference.root())) {
            if (root.given(reading.subject(), steps.size()).isPresent()) {
                return resolveOutput(reference.of(reading.subject()));
            }
        }
        if (Names.STEP_MAPS.contains(reference.root())) {
            var field = reference.path().size() > 1 ? reference.path().get(1) : "";
            if (!field.isEmpty() && root.step(field).isEmpty()) {
                outside.checkField(reference, root.stepIds(), "step");
            }
            return root.step(field).isPresent()
                    ? List.of(root.step(field).getAsInt())
                    : field.isEmpty() || Names.MAP_METHODS.contains(field)
                            ? blocks.getFirst().steps()
                            : List.of();
        }
        var given = root.given(reference.root(), steps.size());
        if (given.isEmpty()) {
            outside.check(reference, true, () -> new Names.Visible(root.all(), elsewhere(0)));
        }
        return given.orElse(List.of());
    }

    // ---- what is said of the others

    private Names.Visible visible(StepDraft reader) {
        var all = new LinkedHashSet<String>();
        for (int index : outward(reader)) {
            var block = steps.get(index).block();
            all.addAll(names.get(block).all());
            all.addAll(blocks.get(block).names());
        }
        return new Names.Visible(all, elsewhere(reader.block()));
    }

    /** What to write for the steps that stand neither in the block nor around it. */
    private Map<String, String> elsewhere(int block) {
        var elsewhere = new LinkedHashMap<String, String>();
        for (var step : steps) {
            if (step.block() != block) {
                elsewhere.putIfAbsent(step.id(), instead(step));
            }
        }
        return elsewhere;
    }

    private String instead(StepDraft step) {
        var block = blocks.get(step.block());
        var owner =
                block.owner().isPresent() ? steps.get(block.owner().getAsInt()).id() : "";
        return switch (block.kind()) {
            case ROOT -> "read it outside of the steps that run when the job ends";
            case CLEANUP -> "it runs when the job is about to end";
            case LOOP ->
                block.steps().size() == 1
                        ? "write " + owner + ".results[-1]"
                        : "write " + owner + ".results[-1]." + step.id();
            case BRANCH -> "read the result of '" + owner + "'";
            case HANDLER, GLOBAL_HANDLER -> "it only runs for an error: read the step that it handles, '" + owner + "'";
            case COMPENSATION -> "it only runs to undo '" + owner + "'";
            case AFTER -> "it runs after '" + owner + "', and nothing waits for it but what waits for that step";
        };
    }

    /** Finds ids that hide another name, or are hidden. */
    Shadows shadows() {
        return new Shadows(steps, blocks, names, outside, findings);
    }

    /** The names that a loop's body has of its own, for the check of its conditions. */
    Set<String> bodySteps(StepDraft loop) {
        var body = bodies.get(loop.index());
        return body == null ? Set.of() : names.get(body).stepIds();
    }
}
