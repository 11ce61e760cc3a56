package io.orchestrator.compile.pipeline.link;

import io.orchestrator.compile.pipeline.draft.BlockDraft;
import io.orchestrator.compile.pipeline.draft.StepDraft;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The names that the steps of one block give: their ids, and the variables they set. */
final class BlockNames {

    private final Map<String, Integer> byId = new HashMap<>();
    private final Map<String, List<Integer>> assigners = new HashMap<>();

    BlockNames(BlockDraft block, List<StepDraft> steps) {
        for (var index : block.steps()) {
            var step = steps.get(index);
            byId.putIfAbsent(step.id(), index);
            for (var assigned : step.reads().assigns()) {
                assigners
                        .computeIfAbsent(assigned.id(), name -> new ArrayList<>())
                        .add(index);
            }
        }
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
     * The steps that give a name; empty where none does.
     *
     * @param reader the step of this block that reads it, or what encloses it here; any other number for none
     */
    Optional<List<Integer>> given(String name, int reader) {
        var step = byId.get(name);
        if (step != null) {
            return Optional.of(List.of(step));
        }
        var all = assigners.get(name);
        return all == null ? Optional.empty() : Optional.of(assigned(all, reader));
    }

    /** Those that assign the name before the reader; where none does, those after it; only itself where it alone does. */
    private static List<Integer> assigned(List<Integer> assigners, int reader) {
        var before = assigners.stream().filter(index -> index < reader).toList();
        if (!before.isEmpty() || assigners.equals(List.of(reader))) {
            return before.isEmpty() ? assigners : before;
        }
        return assigners.stream().filter(index -> index != reader).toList();
    }
}
