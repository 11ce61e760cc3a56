package io.orchestrator.embedded;

import org.jspecify.annotations.Nullable;

/** An embedded service cannot start or go on; the message says what, where and what to change. */
public final class EmbeddedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EmbeddedException(String message) {
        super(message);
    }

    EmbeddedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
