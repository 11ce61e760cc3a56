package io.orchestrator.codec;

import io.orchestrator.json.Json;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.ModelUsage;
import io.orchestrator.model.ParentStep;
import io.orchestrator.model.Priority;
import io.orchestrator.model.Value;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Fields that several records share. What cannot be read is an IllegalArgumentException that names the field. */
final class Fields {

    private Fields() {}

    static Value.Dict dict(String field, String json) {
        try {
            return Json.parseDict(json);
        } catch (Json.InvalidJsonException e) {
            throw new IllegalArgumentException("field '" + field + "' is not a JSON object: " + e.getMessage(), e);
        }
    }

    static Value value(String field, String json) {
        try {
            return Json.parse(json);
        } catch (Json.InvalidJsonException e) {
            throw new IllegalArgumentException("field '" + field + "' is not JSON: " + e.getMessage(), e);
        }
    }

    static io.orchestrator.avro.ParentStep parent(ParentStep parent) {
        return new io.orchestrator.avro.ParentStep(
                parent.jobId(), parent.epoch(), parent.step(), parent.attempt(), parent.depth());
    }

    static ParentStep parent(io.orchestrator.avro.ParentStep record) {
        return new ParentStep(
                record.getJobId(), record.getEpoch(), record.getStep(), record.getAttempt(), record.getDepth());
    }

    static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException("field '" + field + "' is not set");
        }
        return value;
    }

    /** The constant of an enum whose wire word is its name. */
    static <E extends Enum<E>> E constant(String field, Class<E> type, String word) {
        try {
            return Enum.valueOf(type, word);
        } catch (IllegalArgumentException e) {
            throw unknown(field, word, e);
        }
    }

    static Priority priority(String word) {
        return switch (word) {
            case "high" -> Priority.HIGH;
            case "normal" -> Priority.NORMAL;
            case "low" -> Priority.LOW;
            default -> throw unknown("priority", word, null);
        };
    }

    static IllegalArgumentException unknown(String field, String word, @Nullable Throwable cause) {
        return new IllegalArgumentException("field '" + field + "' has the unknown word '" + word + "'", cause);
    }

    static Instant instant(long epochMs) {
        return Instant.ofEpochMilli(epochMs);
    }

    static io.orchestrator.avro.Failure failure(Failure failure) {
        return new io.orchestrator.avro.Failure(
                failure.kind().name(), failure.code(), failure.message(), failure.retryAfterMs());
    }

    static Failure failure(io.orchestrator.avro.Failure failure) {
        return new Failure(
                constant("failure.kind", FailureKind.class, failure.getKind()),
                failure.getCode(),
                failure.getMessage(),
                failure.getRetryAfterMs());
    }

    static io.orchestrator.avro.ModelUsage usage(ModelUsage usage) {
        return new io.orchestrator.avro.ModelUsage(
                usage.provider(), usage.model(), usage.inputTokens(), usage.outputTokens());
    }

    static ModelUsage usage(io.orchestrator.avro.ModelUsage usage) {
        return new ModelUsage(usage.getProvider(), usage.getModel(), usage.getInputTokens(), usage.getOutputTokens());
    }
}
