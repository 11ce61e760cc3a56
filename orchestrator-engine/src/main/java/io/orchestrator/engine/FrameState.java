package io.orchestrator.engine;

import io.orchestrator.plan.FramePath;

/**
 * A leaf of a job's state: one run of a block's steps.
 *
 * @param path which
 * @param ended steps of the block that have ended
 * @param ending what their ends mean so far
 */
public record FrameState(FramePath path, int ended, Ending ending) {

    /** What the end of a step means for what it runs in; the worse one counts. */
    public enum Ending {
        /** It succeeded, was skipped, or its failure is handled. */
        FINE,
        /** Its tool ran and reported failure, or it failed and the workflow passes over that. */
        UNSUCCESSFUL,
        /** It failed and nothing handles that. */
        FAILED;

        Ending or(Ending other) {
            return compareTo(other) >= 0 ? this : other;
        }
    }

    static FrameState begun(FramePath path) {
        return new FrameState(path, 0, Ending.FINE);
    }

    FrameState stepEnded(Ending as) {
        return new FrameState(path, ended + 1, ending.or(as));
    }

    FrameState stepsForgotten(int count) {
        return new FrameState(path, ended - count, ending);
    }
}
