package io.orchestrator.worker.output;

import io.orchestrator.model.TaskResult;
import io.orchestrator.model.Value;

/** Finds what a step produced in its envelope. */
final class Results {

    private Results() {}

    /** The result; of a tool with an envelope of its own, the part that has it; null where there is none. */
    static Value of(TaskResult.Done done) {
        var result = done.envelope().get("result");
        if (result == null) {
            result = done.envelope().get("processed_data");
        }
        return result == null ? Value.Null.NULL : result;
    }
}
