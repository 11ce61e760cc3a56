package io.orchestrator.client;

import org.jspecify.annotations.Nullable;

/** A call could not be done; the message says what, where and what to do. */
public final class ClientException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** What is wrong. */
    public enum Kind {
        /** The caller's arguments. */
        INVALID,
        /** Kafka or the schema registry does not answer. */
        UNREACHABLE,
        /** Kafka or the schema registry refuses: credentials, permissions, an incompatible schema. */
        REFUSED,
        /** The job, workflow or topic does not exist. */
        MISSING,
        /** It has not happened within the time given. */
        TIMEOUT,
        /** The calling thread was interrupted, or the client closed; an interrupt flag stays set. */
        INTERRUPTED
    }

    ClientException(Kind kind, String message) {
        this(kind, message, null);
    }

    ClientException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
