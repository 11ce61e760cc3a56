package io.orchestrator.worker.guard;

import io.orchestrator.model.TaskResult;

/** What a guard protects. */
@FunctionalInterface
public interface GuardedCall {

    /**
     * Runs on a thread of its own; an interrupt means stop and clean up at once.
     *
     * @return what came of it; an exception is a bug
     * @throws InterruptedException where it was stopped
     */
    TaskResult run() throws InterruptedException;
}
