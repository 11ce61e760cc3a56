package io.orchestrator.compile.pipeline.link;

import io.orchestrator.compile.document.Findings;
import io.orchestrator.compile.pipeline.draft.BlockDraft;
import io.orchestrator.compile.pipeline.draft.StepDraft;
import io.orchestrator.compile.pipeline.draft.StepTree;
import java.util.List;

/**
 * Steps whose id hides another name, or is hidden.
 *
 * @param names of each block, by its number
 * @param outside the names outside of all steps
 */
record Shadows(
        List<StepDraft> steps, List<BlockDraft> blocks, List<BlockNames> names, Names outside, Findings findings) {

    /** Warns of each. */
    void check() {
        for (var step : steps) {
            var id = step.id();
            if (Names.OWN.contains(id)) {
                shadow(step, "the step '" + id + "' cannot be read: a system name hides it", "give it another id");
            } else if (outside.isSystem(id)) {
                shadow(step, "the step '" + id + "' hides a system name", "give it another id");
            } else if (outside.isInput(id)) {
                shadow(step, "the step '" + id + "' hides the input of that name", "read the input as inputs." + id);
            } else if (isOutside(step)) {
                shadow(step, "the step '" + id + "' hides the name outside of its block", "give it another id");
            }
        }
    }

    /** Ids that no author has written hide nothing that one could mean. */
    private boolean isOutside(StepDraft step) {
        if (StepTree.MADE_IDS.contains(step.id())) {
            return false;
        }
        var block = blocks.get(step.block());
        if (block.names().contains(step.id())) {
            return true;
        }
        var at = block.owner();
        while (at.isPresent()) {
            var around = steps.get(at.getAsInt()).block();
            if (names.get(around).step(step.id()).isPresent()
                    || blocks.get(around).names().contains(step.id())) {
                return true;
            }
            at = blocks.get(around).owner();
        }
        return false;
    }

    private void shadow(StepDraft step, String message, String hint) {
        findings.warning("name-hidden", step.place(), message, hint);
    }
}
