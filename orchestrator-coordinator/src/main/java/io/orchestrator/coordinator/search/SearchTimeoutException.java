package io.orchestrator.coordinator.search;

/** A search was given up; the message says what to do. */
public final class SearchTimeoutException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SearchTimeoutException(String message) {
        super(message);
    }
}
