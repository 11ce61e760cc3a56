package io.orchestrator.compile.pipeline.link;

import io.orchestrator.compile.document.Findings;
import io.orchestrator.compile.pipeline.draft.BlockDraft;
import io.orchestrator.compile.pipeline.draft.StepDraft;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The order that jumps ask for: what a jump may skip, or run again, must not start before the jump is decided. */
final class JumpOrder {

    private final List<StepDraft> drafts;
    private final List<BlockDraft> blocks;
    private final Graph graph;
    private final Findings findings;

    JumpOrder(List<StepDraft> drafts, List<BlockDraft> blocks, Graph graph, Findings findings) {
        this.drafts = drafts;
        this.blocks = blocks;
        this.graph = graph;
        this.findings = findings;
    }

    void add(StepDraft draft, JumpTargets jumps) {
        var forward = new LinkedHashMap<String, Integer>();
        put(forward, "on_success", jumps.onSuccess());
        put(forward, "on_false", jumps.onFalse());
        put(forward, "on_failure", jumps.onFailure());
        var leap = draft.jumps().goTo();
        if (leap.isPresent() && jumps.goTo().orElse(-1) > draft.index()) {
            put(forward, "goto", jumps.goTo());
        }
        var back = leap.isPresent() && (!leap.get().isStatic() || jumps.goTo().orElse(drafts.size()) <= draft.index());
        var cases = jumps.cases().stream().anyMatch(OptionalInt::isPresent);
        if (forward.isEmpty() && !back && !cases) {
            return;
        }
        var earlier = graph.ancestors(draft.index());
        forward.forEach((key, target) -> {
            if (isLater(draft, key, target, earlier)) {
                between(draft, target, earlier);
            }
        });
        jumps.cases().forEach(target -> chosen(draft, target, earlier));
        if (back) {
            later(draft, earlier);
            before(draft, jumps.goTo().orElse(-1));
        }
    }

    private static void put(Map<String, Integer> forward, String key, OptionalInt target) {
        target.ifPresent(index -> forward.put(key, index));
    }

    private boolean isLater(StepDraft draft, String key, int target, BitSet earlier) {
        if (earlier.get(target)) {
            findings.error(
                    "backward-jump",
                    draft.place(),
                    "'" + key + "' of '" + draft.id() + "' jumps to '"
                            + drafts.get(target).id() + "', which it waits for",
                    "remove the dependency or the jump");
            return false;
        }
        return true;
    }

    private void between(StepDraft draft, int target, BitSet earlier) {
        for (var step : after(draft)) {
            if (step > target) {
                return;
            }
            if (!earlier.get(step)) {
                graph.follow(step, draft.index());
            }
        }
    }

    /** The step of a case waits for the switch; those between run as they would. */
    private void chosen(StepDraft draft, OptionalInt target, BitSet earlier) {
        if (target.isPresent() && isLater(draft, "then", target.getAsInt(), earlier)) {
            graph.follow(target.getAsInt(), draft.index());
        }
    }

    private void later(StepDraft draft, BitSet earlier) {
        for (var step : after(draft)) {
            if (!earlier.get(step)) {
                graph.follow(step, draft.index());
            }
        }
    }

    /** What may run again must have ended: the steps from the target on, all where nobody knows it. */
    private void before(StepDraft draft, int target) {
        for (var step : blocks.get(draft.block()).steps()) {
            if (step >= draft.index()) {
                return;
            }
            if (step >= target && !graph.ancestors(step).get(draft.index())) {
                graph.follow(draft.index(), step);
            }
        }
    }

    private List<Integer> after(StepDraft draft) {
        var steps = blocks.get(draft.block()).steps();
        var at = Collections.binarySearch(steps, draft.index());
        return at < 0 ? List.of() : steps.subList(at + 1, steps.size());
    }
}
