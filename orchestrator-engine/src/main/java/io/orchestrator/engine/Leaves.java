package io.orchestrator.engine;

import org.jspecify.annotations.Nullable;

/** Reads the stored step states of one job. */
@FunctionalInterface
public interface Leaves {

    /** The step's state, or null where none was ever written: the step is as the plan says. */
    @Nullable
    StepState read(int step);

    /** A job of which nothing is stored. */
    static Leaves none() {
        return step -> null;
    }
}
