package io.orchestrator.worker.output;

import io.orchestrator.json.Json;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.TaskResult;
import io.orchestrator.model.Value;

/** Holds the results of tools against {@code output_schema}. */
public final class ResultSchema {

    private ResultSchema() {}

    /**
     * The result itself where it fits, or is a failure already; else a failure that says what does not fit.
     *
     * @param schema JSON Schema, draft 2020-12 unless it says another; empty for any result
     * @param label the step, for messages
     */
    public static TaskResult check(TaskResult result, Value.Dict schema, String label) {
        if (schema.entries().isEmpty() || !(result instanceof TaskResult.Done done) || !done.success()) {
            return result;
        }
        try {
            var problems = JsonSchema.of(Json.write(schema)).violations(Json.write(Results.of(done)));
            return problems.isEmpty()
                    ? result
                    : failed(
                            FailureKind.TOOL,
                            "OUTPUT_UNFIT",
                            "the result of '" + label + "' does not fit its output_schema: "
                                    + String.join("; ", problems));
        } catch (IllegalArgumentException e) {
            return failed(
                    FailureKind.INVALID,
                    "OUTPUT_SCHEMA_INVALID",
                    "the output_schema of '" + label + "' is no JSON Schema: " + e.getMessage());
        }
    }

    private static TaskResult failed(FailureKind kind, String code, String message) {
        return new TaskResult.Failed(Failure.of(kind, code, message));
    }
}
