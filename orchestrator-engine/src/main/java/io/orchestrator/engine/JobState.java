package io.orchestrator.engine;

import io.orchestrator.plan.StepPath;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job's state: header and root in memory, step states read when asked for. {@link #changes()} holds the leaves
 * that differ from what is stored; the shell writes those, the root, and the header when it is new.
 */
public final class JobState {

    private final @Nullable JobHeader header;
    private final @Nullable JobRoot root;
    private final Leaves leaves;
    private final Changes changes;
    private final Artifacts artifacts;

    private JobState(
            @Nullable JobHeader header, @Nullable JobRoot root, Leaves leaves, Changes changes, Artifacts artifacts) {
        this.header = header;
        this.root = root;
        this.leaves = leaves;
        this.changes = changes;
        this.artifacts = artifacts;
    }

    /** A job that was never asked for. */
    public static JobState absent() {
        return new JobState(null, null, Leaves.none(), Changes.none(), Artifacts.NONE);
    }

    /** A stored job. */
    public static JobState of(JobHeader header, JobRoot root, Leaves leaves) {
        return new JobState(header, root, leaves, Changes.none(), Artifacts.NONE);
    }

    /** This state, for one decision, with what is kept outside of it. */
    public JobState with(Artifacts kept) {
        return new JobState(header, root, leaves, changes, kept);
    }

    static JobState of(Draft draft) {
        return new JobState(
                draft.headerOrNull(),
                draft.rootOrNull(),
                draft.leaves(),
                draft.changes().sealed(),
                draft.artifacts());
    }

    public boolean exists() {
        return root != null;
    }

    /** @throws IllegalStateException where the job does not exist */
    public JobHeader header() {
        if (header == null) {
            throw new IllegalStateException("the job does not exist");
        }
        return header;
    }

    /** @throws IllegalStateException where the job does not exist */
    public JobRoot root() {
        if (root == null) {
            throw new IllegalStateException("the job does not exist");
        }
        return root;
    }

    /** The step instance's state, or null where it is still as the plan says. */
    public @Nullable StepState step(StepPath path) {
        var state = changes.step(path);
        return state != null ? state : leaves.step(path);
    }

    /** The checkpoints that can be restored, oldest first. */
    public List<Checkpoint> checkpoints() {
        return draft().checkpoints();
    }

    /** What differs from what is stored. */
    public Changes changes() {
        return changes;
    }

    Draft draft() {
        return new Draft(header, root, leaves, changes.open(), artifacts);
    }
}
