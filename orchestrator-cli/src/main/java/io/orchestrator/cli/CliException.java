package io.orchestrator.cli;

/** A command cannot go on; the message says what, where and what to do, for people. */
final class CliException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private CliException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** What was given is wrong, or what is needed is not there: exit code 2. */
    static CliException invalid(String message) {
        return new CliException(Exit.INVALID, message);
    }

    /** Something broke on the way: exit code 1. */
    static CliException failure(String message) {
        return new CliException(Exit.FAILURE, message);
    }

    int exitCode() {
        return exitCode;
    }
}
