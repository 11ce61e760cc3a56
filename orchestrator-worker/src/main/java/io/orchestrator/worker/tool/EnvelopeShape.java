package io.orchestrator.worker.tool;

import io.orchestrator.model.Value;
import java.util.LinkedHashMap;

/** How a tool's envelope is laid out. */
public enum EnvelopeShape {
    /** {@code {result, success, error}}. */
    RESULT,
    /** {@code {processed_data, success}}, as the pipeline format's data-processing tool; with {@code error} on failure. */
    PROCESSED_DATA;

    public Value.Dict success(Value result) {
        var fields = new LinkedHashMap<String, Value>();
        fields.put(resultField(), result);
        fields.put("success", Value.Bool.TRUE);
        if (this == RESULT) {
            fields.put("error", Value.Null.NULL);
        }
        return Value.of(fields);
    }

    /** @param result what is known all the same; null where nothing is */
    public Value.Dict failure(Value result, String error) {
        var fields = new LinkedHashMap<String, Value>();
        fields.put(resultField(), result);
        fields.put("success", Value.Bool.FALSE);
        fields.put("error", Value.of(error));
        return Value.of(fields);
    }

    private String resultField() {
        return switch (this) {
            case RESULT -> "result";
            case PROCESSED_DATA -> "processed_data";
        };
    }
}
