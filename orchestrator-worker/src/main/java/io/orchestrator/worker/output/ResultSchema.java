package io.orchestrator.worker.output;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.orchestrator.json.Json;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.TaskResult;
import io.orchestrator.model.Value;
import java.util.stream.Collectors;

/** Holds the results of tools against {@code output_schema}. */
public final class ResultSchema {

    private static final int MAX_PROBLEMS = 10;

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
            var problems = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(Json.write(schema), InputFormat.JSON)
                    .validate(Json.write(Results.of(done)), InputFormat.JSON)
                    .stream()
                    .map(Error::toString)
                    .limit(MAX_PROBLEMS)
                    .collect(Collectors.joining("; "));
            return problems.isEmpty()
                    ? result
                    : failed(
                            FailureKind.TOOL,
                            "OUTPUT_UNFIT",
                            "the result of '" + label + "' does not fit its output_schema: " + problems);
        } catch (SchemaException e) {
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
