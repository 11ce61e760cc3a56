package io.orchestrator.compile.pipeline.link;

import io.orchestrator.compile.pipeline.draft.BlockDraft;
import io.orchestrator.compile.pipeline.draft.StepDraft;
import io.orchestrator.compile.pipeline.draft.StepTree;
import io.orchestrator.model.VariableScope;
import java.util.List;

/** Which steps assign which variables, told to the block in which a variable lives and to those on the way to it. */
final class Assignments {

    private final List<StepDraft> steps;
    private final List<BlockDraft> blocks;
    private final List<BlockNames> names;

    private Assignments(StepTree tree, List<BlockNames> names) {
        this.steps = tree.steps();
        this.blocks = tree.blocks();
        this.names = names;
    }

    /** @param names those of every block, by its number */
    static void of(StepTree tree, List<BlockNames> names) {
        var all = new Assignments(tree, names);
        for (var step : all.steps) {
            for (var assigned : step.reads().assigns()) {
                var scope = step.scope(assigned.id());
                if (scope != VariableScope.TEMPORARY) {
                    all.assign(step, assigned.id(), scope);
                }
            }
        }
    }

    private void assign(StepDraft step, String name, VariableScope scope) {
        var at = step;
        while (!livesBeside(at, scope)) {
            names.get(at.block()).passes(name, at.index());
            at = steps.get(blocks.get(at.block()).owner().orElseThrow());
        }
        if (at.index() == step.index()) {
            names.get(at.block()).assigns(name, at.index());
        } else {
            names.get(at.block()).assignsInside(name, at.index());
        }
    }

    /** Whether a variable of that scope, assigned by the step or inside of it, lives in the step's block. */
    private boolean livesBeside(StepDraft step, VariableScope scope) {
        var block = blocks.get(step.block());
        return switch (scope) {
            case TEMPORARY, STEP -> true;
            case LOOP -> block.kind() == BlockDraft.Kind.LOOP || block.owner().isEmpty();
            case GLOBAL -> block.owner().isEmpty();
        };
    }
}
