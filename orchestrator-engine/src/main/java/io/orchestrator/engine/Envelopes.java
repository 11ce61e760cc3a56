package io.orchestrator.engine;

import io.orchestrator.model.Failure;
import io.orchestrator.model.StepStatus;
import io.orchestrator.model.Value;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What a step's name stands for in a template: its envelope, with the fields of the result also directly under the name
 * ({@code step.result.x} and {@code step.x}), and {@code status}, the step's own.
 */
final class Envelopes {

    private static final String RESULT = "result";
    private static final String PROCESSED = "processed_data";
    private static final String STATUS = "status";
    private static final String PATH = "path";
    private static final String FILEPATH = "filepath";

    private Envelopes() {}

    /** The view of an ended step, or null where it has no value: it was skipped, cancelled or has not ended. */
    static @Nullable Value view(Draft draft, StepState state) {
        return switch (state.status()) {
            case COMPLETED -> state.envelope() == null ? null : completed(draft, state.envelope());
            case FAILED -> state.failure() == null ? null : failed(state.failure());
            case PENDING, RUNNING, SKIPPED, CANCELLED -> null;
        };
    }

    /** The payload of a completed step. */
    static Value result(StepState state) {
        var payload = state.envelope() == null ? null : payload(state.envelope());
        return payload == null ? Value.Null.NULL : payload;
    }

    private static Value completed(Draft draft, Value.Dict envelope) {
        var fields = new LinkedHashMap<String, Value>();
        var payload = payload(envelope);
        if (payload != null) {
            fields.put(RESULT, payload);
        }
        fields.putAll(envelope.entries());
        if (payload != null && draft.seen(payload) instanceof Value.Dict dict) {
            dict.entries().forEach(fields::putIfAbsent);
            if (envelope.get(PROCESSED) != null && dict.get("data") instanceof Value.Text data) {
                // The pipeline format's data tool: its authors write {{ step.processed_data }} and mean the data.
                fields.put(PROCESSED, data);
            }
            if (dict.get(PATH) instanceof Value.Text path) {
                // The pipeline format's filesystem tool: its authors write {{ step.filepath }} and mean the path.
                fields.putIfAbsent(FILEPATH, path);
            }
        }
        fields.putIfAbsent("error", Value.Null.NULL);
        fields.putIfAbsent(STATUS, Value.of(StepStatus.COMPLETED.word()));
        return Value.of(fields);
    }

    private static Value failed(Failure failure) {
        var fields = new LinkedHashMap<String, Value>();
        fields.put("success", Value.Bool.FALSE);
        fields.put("error", Value.of(failure.message()));
        fields.put("error_type", Value.of(failure.kind().errorType()));
        fields.put("error_code", Value.of(failure.code()));
        fields.put(STATUS, Value.of(StepStatus.FAILED.word()));
        return Value.of(fields);
    }

    private static @Nullable Value payload(Value.Dict envelope) {
        var result = envelope.get(RESULT);
        return result != null ? result : envelope.get(PROCESSED);
    }
}
