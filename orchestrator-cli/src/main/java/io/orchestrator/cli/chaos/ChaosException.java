package io.orchestrator.cli.chaos;

/** The run cannot go on, or was interrupted; the message says why, for people. */
public final class ChaosException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ChaosException(String message) {
        super(message);
    }

    ChaosException(String message, Throwable cause) {
        super(message, cause);
    }
}
