package io.orchestrator.engine;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A job's state: header and root in memory, step states read when asked for. {@link #changed()} holds the step states
 * that differ from what is stored; the shell writes those, the root, and the header when it is new.
 */
public final class JobState {

    private final @Nullable JobHeader header;
    private final @Nullable JobRoot root;
    private final Leaves leaves;
    private final Map<Integer, StepState> changed;

    private JobState(
            @Nullable JobHeader header, @Nullable JobRoot root, Leaves leaves, Map<Integer, StepState> changed) {
        this.header = header;
        this.root = root;
        this.leaves = leaves;
        this.changed = changed;
    }

    /** A job that was never asked for. */
    public static JobState absent() {
        return new JobState(null, null, Leaves.none(), Map.of());
    }

    /** A stored job. */
    public static JobState of(JobHeader header, JobRoot root, Leaves leaves) {
        return new JobState(header, root, leaves, Map.of());
    }

    static JobState of(Draft draft) {
        return new JobState(
                draft.headerOrNull(), draft.rootOrNull(), draft.leaves(), Collections.unmodifiableMap(draft.changed()));
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

    /** The step's state, or null where it is still as the plan says. */
    public @Nullable StepState step(int index) {
        var state = changed.get(index);
        return state != null ? state : leaves.read(index);
    }

    /** Step states that differ from what is stored, by index. */
    public Map<Integer, StepState> changed() {
        return changed;
    }

    Draft draft() {
        return new Draft(header, root, leaves, new TreeMap<>(changed));
    }
}
