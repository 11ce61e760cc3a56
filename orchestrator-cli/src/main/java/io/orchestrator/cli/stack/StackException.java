package io.orchestrator.cli.stack;

/** A stack cannot be used or started; the message says what, where and what to do, for people. */
public final class StackException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** Whose turn it is. */
    public enum Kind {
        /** What was given is wrong, or what is needed is not there. */
        INVALID,
        /** Something broke on the way. */
        FAILURE
    }

    private StackException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    static StackException invalid(String message) {
        return new StackException(Kind.INVALID, message);
    }

    static StackException failure(String message) {
        return new StackException(Kind.FAILURE, message);
    }

    public Kind kind() {
        return kind;
    }
}
