package io.orchestrator.embedded.registry;

import org.jspecify.annotations.Nullable;

/** The log of a registry cannot be read or written; the message says which and why. */
public final class StorageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StorageException(String message) {
        super(message);
    }

    StorageException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
