package io.orchestrator.query;

/** A query cannot be understood; the message says what is wrong with which parameter, and what to write. */
public final class InvalidQueryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String parameter;

    InvalidQueryException(String parameter, String message) {
        super("'" + parameter + "' " + message);
        this.parameter = parameter;
    }

    /** The name of the parameter that is wrong. */
    public String parameter() {
        return parameter;
    }
}
