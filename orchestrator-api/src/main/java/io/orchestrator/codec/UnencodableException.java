package io.orchestrator.codec;

import org.jspecify.annotations.Nullable;

/** A value does not fit a record; the message says why. */
public final class UnencodableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnencodableException(String kind, String reason, @Nullable Throwable cause) {
        super(kind + " record cannot be written: " + reason, cause);
    }
}
