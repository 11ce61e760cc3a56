package io.orchestrator.worker;

/** A worker cannot start; the message says why and what to do. */
public final class WorkerStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WorkerStartException(String message, Throwable cause) {
        super(message, cause);
    }

    WorkerStartException(String message) {
        super(message);
    }
}
