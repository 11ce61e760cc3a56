package io.orchestrator.codec;

import org.jspecify.annotations.Nullable;

/** Bytes are not a record of the kind expected; the message says what was expected and what is wrong. */
public final class UndecodableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UndecodableException(String kind, String reason, @Nullable Throwable cause) {
        super(kind + " record cannot be read: " + reason, cause);
    }
}
