package io.orchestrator.engine;

import io.orchestrator.plan.Plan;
import io.orchestrator.plan.PlanStep;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A job's state while one decision is being made; only {@link Fold} changes it. */
final class Draft {

    private @Nullable JobHeader header;
    private @Nullable JobRoot root;
    private final Leaves leaves;
    private final Map<Integer, StepState> changed;

    Draft(@Nullable JobHeader header, @Nullable JobRoot root, Leaves leaves, Map<Integer, StepState> changed) {
        this.header = header;
        this.root = root;
        this.leaves = leaves;
        this.changed = changed;
    }

    @Nullable
    JobHeader headerOrNull() {
        return header;
    }

    @Nullable
    JobRoot rootOrNull() {
        return root;
    }

    JobHeader header() {
        if (header == null) {
            throw new IllegalStateException("the job does not exist");
        }
        return header;
    }

    JobRoot root() {
        if (root == null) {
            throw new IllegalStateException("the job does not exist");
        }
        return root;
    }

    Leaves leaves() {
        return leaves;
    }

    Map<Integer, StepState> changed() {
        return changed;
    }

    StepState step(PlanStep step) {
        var state = changed.get(step.index());
        if (state == null) {
            state = leaves.read(step.index());
        }
        return state != null ? state : StepState.pending(step.index(), step.waitsFor());
    }

    StepState step(Plan plan, int index) {
        return step(plan.step(index));
    }

    void put(JobHeader newHeader) {
        header = newHeader;
    }

    void put(JobRoot newRoot) {
        root = newRoot;
    }

    void put(StepState state) {
        changed.put(state.index(), state);
    }
}
