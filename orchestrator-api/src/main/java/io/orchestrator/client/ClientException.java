package io.orchestrator.client;

import org.jspecify.annotations.Nullable;

/** A call could not be done; the message says what, where and what to do. */
public final class ClientException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ClientException(String message) {
        this(message, null);
    }

    ClientException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
