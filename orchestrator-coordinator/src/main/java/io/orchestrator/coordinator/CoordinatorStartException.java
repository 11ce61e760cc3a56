package io.orchestrator.coordinator;

import org.jspecify.annotations.Nullable;

/** A coordinator cannot start; the message says what is wrong, where, and what to do. */
public final class CoordinatorStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CoordinatorStartException(String message) {
        this(message, null);
    }

    CoordinatorStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
