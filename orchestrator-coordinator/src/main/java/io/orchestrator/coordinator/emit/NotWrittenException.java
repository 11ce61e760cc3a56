package io.orchestrator.coordinator.emit;

/** A transaction was given up, and another may follow. */
final class NotWrittenException extends Exception {

    private static final long serialVersionUID = 1L;

    NotWrittenException(Throwable cause) {
        super(cause);
    }

    /** What the broker or the client said. */
    Throwable reason() {
        return getCause() == null ? this : getCause();
    }
}
