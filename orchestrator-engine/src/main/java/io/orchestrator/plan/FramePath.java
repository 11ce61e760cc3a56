package io.orchestrator.plan;

import org.jspecify.annotations.Nullable;

/**
 * Names one run of a block's steps: an iteration of a loop, a branch, a case, a handler.
 *
 * @param owner the step that opened it; null for the two frames of the job itself
 * @param number which of the owner's frames: from 0 the iteration of a loop or the number of the branch or case, below
 *     0 a handler, the compensation, or what runs after the step
 */
public record FramePath(@Nullable StepPath owner, int number) {

    /** The frame of the document's own list. */
    public static final FramePath ROOT = new FramePath(null, 0);

    /** The frame of {@code finally}. */
    public static final FramePath CLEANUP = new FramePath(null, 1);

    /** The number of the frame that undoes a step. */
    public static final int COMPENSATION = Integer.MIN_VALUE;

    /** The number of the frame that runs after a step, however it went. */
    public static final int FINALLY = Integer.MIN_VALUE + 1;

    /** How often the handlers of one step instance can run. */
    public static final int MAX_RUNS = 999;

    /** Whether it belongs to the job itself. */
    public boolean isRoot() {
        return owner == null;
    }

    /** Whether it runs while the job ends: what undoes a step, or the cleanup. */
    public boolean isOfEnding() {
        return number == COMPENSATION || equals(CLEANUP);
    }

    /** Whether it runs after a step, however that went. */
    public boolean isFinally() {
        return number == FINALLY;
    }

    /** Whether it runs a step's error handler. */
    public boolean isHandler() {
        return number < 0 && number != COMPENSATION && number != FINALLY;
    }

    /** The number of the frame in which a handler runs for the {@code run}-th time, from 1. */
    static int ofHandler(int handler, int run) {
        return -(handler * (MAX_RUNS + 1) + run);
    }

    /** Which of the owner's handlers runs in the frame of that number. */
    static int handler(int number) {
        return -number / (MAX_RUNS + 1);
    }

    static int run(int number) {
        return -number % (MAX_RUNS + 1);
    }

    /** The frame of the {@code run}-th run, from 1, of one of a step's handlers. */
    public static FramePath ofHandler(StepPath step, int handler, int run) {
        return new FramePath(step, ofHandler(handler, run));
    }

    /** Which of the owner's handlers runs here; see {@link #isHandler}. */
    public int handler() {
        return handler(number);
    }

    /** A step that runs in this frame. */
    public StepPath step(int index) {
        return new StepPath(this, index);
    }

    /**
     * The step that opened this frame.
     *
     * @throws IllegalStateException for the frames of the job itself
     */
    public StepPath opener() {
        if (owner == null) {
            throw new IllegalStateException("nothing has opened the frame of the job itself");
        }
        return owner;
    }
}
