package io.orchestrator.coordinator.search;

import org.jspecify.annotations.Nullable;

/** The index cannot be searched yet, or for a moment; the message says why. */
public final class IndexNotReadyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    IndexNotReadyException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
