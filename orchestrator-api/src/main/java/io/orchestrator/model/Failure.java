package io.orchestrator.model;

import java.util.Objects;

/**
 * A run-time failure as a value; it travels in results and events.
 *
 * @param kind who is at fault, and whether another attempt can help
 * @param code a stable, upper-case word for programs, for example {@code FILE_NOT_FOUND}
 * @param message what happened, where, and what to do; for people; never empty
 * @param retryAfterMs how long to wait at least before the next attempt, in milliseconds; 0 where nothing is asked
 */
public record Failure(FailureKind kind, String code, String message, long retryAfterMs) {

    public Failure {
        Objects.requireNonNull(kind);
        if (message.isBlank()) {
            throw new IllegalArgumentException("a failure needs a message");
        }
        if (retryAfterMs < 0) {
            throw new IllegalArgumentException("retryAfterMs is negative: " + retryAfterMs);
        }
    }

    /** Code of a failure that says that nothing was tried: the circuit breaker is open, or there is no room. */
    public static final String NOT_ATTEMPTED = "NOT_ATTEMPTED";

    /** Whether the step was turned away before anything was tried, so that no attempt is used up. */
    public boolean notAttempted() {
        return code.equals(NOT_ATTEMPTED);
    }

    public static Failure of(FailureKind kind, String code, String message) {
        return new Failure(kind, code, message, 0);
    }
}
