package io.orchestrator.registry;

import org.jspecify.annotations.Nullable;

/** The registry refused, does not know, or cannot be reached; the message says what, where and what to do. */
public final class SchemaRegistryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** {@link #status()} where no answer came. */
    public static final int NO_ANSWER = 0;

    private final int status;
    private final int errorCode;

    public SchemaRegistryException(int status, int errorCode, String message) {
        this(status, errorCode, message, null);
    }

    public SchemaRegistryException(int status, int errorCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
        this.errorCode = errorCode;
    }

    /** The HTTP status; {@link #NO_ANSWER} where the registry could not be reached. */
    public int status() {
        return status;
    }

    /** The registry's own code, for example 40403; the HTTP status where it gave none. */
    public int errorCode() {
        return errorCode;
    }

    /** Whether the registry answered that the thing asked for does not exist. */
    public boolean notFound() {
        return status == 404;
    }
}
