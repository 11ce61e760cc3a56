package io.orchestrator.engine;

import io.orchestrator.language.value.Opener;
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
    private final Opener opener;
    private final Keeper keeper;

    private JobState(
            @Nullable JobHeader header,
            @Nullable JobRoot root,
            Leaves leaves,
            Changes changes,
            Opener opener,
            Keeper keeper) {
        this.header = header;
        this.root = root;
        this.leaves = leaves;
        this.changes = changes;
        this.opener = opener;
        this.keeper = keeper;
    }

    /** A job that was never asked for. */
    public static JobState absent() {
        return new JobState(null, null, Leaves.none(), Changes.none(), Opener.NONE, Keeper.NONE);
    }

    /** A stored job. */
    public static JobState of(JobHeader header, JobRoot root, Leaves leaves) {
        return new JobState(header, root, leaves, Changes.none(), Opener.NONE, Keeper.NONE);
    }

    /** This state, whose marks stand for the values that the opener gives. */
    public JobState opening(Opener with) {
        return new JobState(header, root, leaves, changes, with, keeper);
    }

    /** This state; what is large in the events of decisions about it is kept elsewhere. */
    public JobState keeping(Keeper with) {
        return new JobState(header, root, leaves, changes, opener, with);
    }

    static JobState of(Draft draft) {
        return new JobState(
                draft.headerOrNull(),
                draft.rootOrNull(),
                draft.leaves(),
                draft.changes().sealed(),
                draft.opener(),
                draft.keeper());
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
        return new Draft(header, root, leaves, changes.open(), opener, keeper);
    }
}
