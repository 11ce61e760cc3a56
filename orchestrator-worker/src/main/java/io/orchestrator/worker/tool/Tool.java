package io.orchestrator.worker.tool;

import io.orchestrator.model.TaskResult;

/** Something a step can run. Thread-safe: one instance runs many calls at once. */
public interface Tool {

    /** The name in the catalog. */
    String name();

    /**
     * Runs one call to its end.
     *
     * @throws InterruptedException where the thread was interrupted: everything the call started has been killed
     */
    TaskResult run(ToolCall call) throws InterruptedException;
}
