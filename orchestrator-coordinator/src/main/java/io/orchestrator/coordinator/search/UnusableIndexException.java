package io.orchestrator.coordinator.search;

/** The files of an open index are broken. */
final class UnusableIndexException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableIndexException(String message) {
        super(message);
    }
}
