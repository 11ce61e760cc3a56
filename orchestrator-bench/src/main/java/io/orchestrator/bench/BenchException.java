package io.orchestrator.bench;

/** The benchmark cannot go on; the message says why, for people. */
final class BenchException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BenchException(String message) {
        super(message);
    }
}
