package io.orchestrator.artifact;

/** A value cannot be kept or had; the message says what, where, and what to do. */
public final class ArtifactException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** The store does not answer; it passes, or not. */
        UNREACHABLE,
        /** It is not there: another store was written to, or somebody has deleted it. */
        MISSING,
        /** What is there has another hash. */
        DAMAGED
    }

    private final Reason reason;

    ArtifactException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    ArtifactException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
