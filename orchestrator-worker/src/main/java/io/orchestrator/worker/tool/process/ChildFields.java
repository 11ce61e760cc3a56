package io.orchestrator.worker.tool.process;

import io.orchestrator.model.Value;
import io.orchestrator.worker.tool.EnvelopeShape;
import java.util.Map;

/** The part of the result that every tool with a process has. */
final class ChildFields {

    /** How much of standard error an error message repeats. */
    private static final int SHOWN_CHARS = 500;

    private ChildFields() {}

    static void put(Map<String, Value> fields, ChildResult result, ChildRequest.Output output) {
        fields.put("return_code", Value.of(result.exitCode()));
        if (output == ChildRequest.Output.DROP) {
            return;
        }
        fields.put("stdout", Value.of(result.stdout().text()));
        fields.put("stderr", Value.of(result.stderr().text()));
        if (result.truncated()) {
            fields.put("truncated", Value.Bool.TRUE);
        }
    }

    /** @param what begins the error's sentence: Command, Execution */
    static Value.Dict envelope(Map<String, Value> fields, ChildResult result, String what) {
        var value = Value.of(fields);
        return switch (result.end()) {
            case TIMED_OUT -> EnvelopeShape.RESULT.failure(value, what + " timed out");
            case EXITED ->
                result.exitCode() == 0
                        ? EnvelopeShape.RESULT.success(value)
                        : EnvelopeShape.RESULT.failure(value, failed(result, what));
        };
    }

    private static String failed(ChildResult result, String what) {
        var message = what + " failed with return code " + result.exitCode();
        var stderr = result.stderr().text().strip();
        if (stderr.isEmpty()) {
            return message;
        }
        return message + ": " + stderr.substring(Math.max(0, stderr.length() - SHOWN_CHARS));
    }
}
