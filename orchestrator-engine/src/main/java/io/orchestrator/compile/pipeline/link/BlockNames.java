package io.orchestrator.compile.pipeline.link;

import io.orchestrator.compile.pipeline.draft.BlockDraft;
import io.orchestrator.compile.pipeline.draft.StepDraft;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The names that the steps of one block give: their ids, and the variables that live in it. */
final class BlockNames {

    private final Map<String, Integer> byId = new HashMap<>();
    private final Map<String, Integer> loops = new HashMap<>();
    private final Map<String, List<Integer>> assigners = new HashMap<>();
    private final Map<String, List<Integer>> passing = new HashMap<>();

    /** Names that steps inside of steps of this block assign here. */
    private final Set<String> fromInside = new HashSet<>();

    BlockNames(BlockDraft block, List<StepDraft> steps) {
        for (var index : block.steps()) {
            var step = steps.get(index);
            byId.putIfAbsent(step.id(), index);
            if (!step.loopName().isEmpty()) {
                loops.putIfAbsent(step.loopName(), index);
            }
        }
    }

    /** A step of this block assigns a variable that lives in it. */
    void assigns(String name, int step) {
        assigners.computeIfAbsent(name, any -> new ArrayList<>()).add(step);
    }

    /** A step inside of a step of this block assigns a variable that lives in it. */
    void assignsInside(String name, int step) {
        assigns(name, step);
        fromInside.add(name);
    }

    /** A step of this block, or one inside of it, assigns a variable that lives further out. */
    void passes(String name, int step) {
        passing.computeIfAbsent(name, any -> new ArrayList<>()).add(step);
    }

    OptionalInt step(String id) {
        var index = byId.get(id);
        return index == null ? OptionalInt.empty() : OptionalInt.of(index);
    }

    Set<String> stepIds() {
        return byId.keySet();
    }

    Set<String> all() {
        var all = new LinkedHashSet<>(byId.keySet());
        all.addAll(assigners.keySet());
        return all;
    }

    /**
     * The steps that give a name; empty where none does, or only the reader itself.
     *
     * @param reader the step of this block that reads it, or what encloses it here; any other number for none
     */
    Optional<List<Integer>> given(String name, int reader) {
        var step = byId.get(name);
        if (step != null) {
            return Optional.of(List.of(step));
        }
        var all = assigners.get(name);
        return all == null || isOwn(name, reader) ? Optional.empty() : Optional.of(assigned(name, all, reader));
    }

    /** The loop of this block to which its author gave that name. */
    OptionalInt loop(String name) {
        var index = loops.get(name);
        return index == null ? OptionalInt.empty() : OptionalInt.of(index);
    }

    /** Whether the reader is the only one here that assigns the name. */
    boolean isOwn(String name, int reader) {
        var all = assigners.get(name);
        return all != null && all.equals(List.of(reader)) && !fromInside.contains(name);
    }

    /** The steps before the reader that assign a variable of that name which lives further out. */
    List<Integer> passing(String name, int reader) {
        return passing.getOrDefault(name, List.of()).stream()
                .filter(index -> index < reader)
                .toList();
    }

    /**
     * Those that assign the name before the reader; where none does, those after it, unless the reader stands inside of
     * one of them: then it reads what there is.
     */
    private List<Integer> assigned(String name, List<Integer> all, int reader) {
        var before = all.stream().filter(index -> index < reader).toList();
        if (!before.isEmpty() || (fromInside.contains(name) && all.contains(reader))) {
            return before;
        }
        return all.stream().filter(index -> index != reader).toList();
    }
}
