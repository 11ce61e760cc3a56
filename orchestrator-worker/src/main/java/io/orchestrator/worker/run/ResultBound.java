package io.orchestrator.worker.run;

import io.orchestrator.json.Json;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.TaskResult;
import io.orchestrator.model.Value;
import java.nio.charset.StandardCharsets;

/** Keeps results small enough for a record. */
final class ResultBound {

    /** The largest result, in bytes of JSON: a record of 1 MB minus its other fields. */
    static final int MAX_BYTES = 900_000;

    /** The longest failure message, in characters. */
    static final int MAX_MESSAGE = 16_000;

    /** What one character can become in JSON: {@code \}{@code u001f}. */
    private static final long MAX_BYTES_A_CHAR = 6;

    private ResultBound() {}

    static TaskResult apply(TaskResult result, String label) {
        return switch (result) {
            case TaskResult.Done done -> fits(done.envelope()) ? done : tooLarge(done.envelope(), label);
            case TaskResult.Failed failed -> new TaskResult.Failed(shorten(failed.failure()));
        };
    }

    private static boolean fits(Value.Dict envelope) {
        return atMost(envelope) <= MAX_BYTES || bytes(envelope) <= MAX_BYTES;
    }

    private static TaskResult tooLarge(Value.Dict envelope, String label) {
        return new TaskResult.Failed(Failure.of(
                FailureKind.LIMIT,
                "OUTPUT_TOO_LARGE",
                "the result of '" + label + "' has " + bytes(envelope) + " bytes of JSON, more than " + MAX_BYTES
                        + ": keep large values in an artifact store (artifacts.store of coordinators and workers), or write"
                        + " the data to a file and return its path"));
    }

    private static Failure shorten(Failure failure) {
        if (failure.message().length() <= MAX_MESSAGE) {
            return failure;
        }
        var text = failure.message().substring(0, MAX_MESSAGE) + "... ("
                + failure.message().length() + " characters)";
        return new Failure(failure.kind(), failure.code(), text, failure.retryAfterMs());
    }

    private static int bytes(Value.Dict envelope) {
        return Json.write(envelope).getBytes(StandardCharsets.UTF_8).length;
    }

    /** An upper bound that needs no text to be built: most results are far below the limit. */
    private static long atMost(Value value) {
        return switch (value) {
            case Value.Text text -> 3 + MAX_BYTES_A_CHAR * text.value().length();
            case Value.Array array -> {
                var sum = 2L;
                for (var item : array.items()) {
                    sum += 1 + atMost(item);
                }
                yield sum;
            }
            case Value.Dict dict -> {
                var sum = 2L;
                for (var entry : dict.entries().entrySet()) {
                    sum += 4 + MAX_BYTES_A_CHAR * entry.getKey().length() + atMost(entry.getValue());
                }
                yield sum;
            }
            case Value.BigInt big -> 1L + big.value().bitLength() / 3;
            case Value.Null n -> 8;
            case Value.Bool b -> 8;
            case Value.Int i -> 24;
            case Value.Real r -> 32;
        };
    }
}
