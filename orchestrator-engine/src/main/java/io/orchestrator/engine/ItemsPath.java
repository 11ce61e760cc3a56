package io.orchestrator.engine;

import io.orchestrator.plan.StepPath;

/**
 * Names a part of a loop's items, which are stored in parts so that a step of the loop touches one of bounded size.
 *
 * @param loop the step instance
 * @param part its items are those from {@code part * SIZE} on
 */
public record ItemsPath(StepPath loop, int part) {

    /** Items a part. */
    public static final int SIZE = 100;

    static ItemsPath of(StepPath loop, int item) {
        return new ItemsPath(loop, item / SIZE);
    }
}
