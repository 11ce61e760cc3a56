package io.orchestrator.model;

/**
 * What kind of thing went wrong while a job ran. A closed set: it decides who is at fault and whether another attempt
 * can help.
 */
public enum FailureKind {
    /** The step, or the job, took longer than its timeout. */
    TIMEOUT("TimeoutError", Origin.ENVIRONMENT, true, "timeout"),
    /** The other side cannot be reached, is overloaded, or its circuit breaker is open. */
    UNAVAILABLE("UnavailableError", Origin.ENVIRONMENT, true, "network"),
    /** The tool ran and says that it failed for a reason another attempt may cure. */
    TOOL("ToolError", Origin.TOOL, true, "execution"),
    /** The model or its provider refused or failed. */
    MODEL("ModelError", Origin.MODEL, true, "execution"),
    /** The parameters are wrong: another attempt would get the same answer. */
    INVALID("ValidationError", Origin.AUTHOR, false, "validation"),
    /** A template or expression could not be evaluated: an unresolved reference, a type error, a bound. */
    TEMPLATE("TemplateError", Origin.AUTHOR, false, "validation"),
    /** Credentials or permissions are missing. */
    DENIED("PermissionError", Origin.AUTHOR, false, "authentication"),
    /** A bound of the system was reached: output too large, too many steps. */
    LIMIT("LimitError", Origin.AUTHOR, false, "resource"),
    /** The worker that ran the step was lost. */
    LOST("WorkerLostError", Origin.ENVIRONMENT, true, "system"),
    /** The worker was lost while it ran what must not run twice: nobody knows what came of it. */
    UNKNOWN("UnknownOutcomeError", Origin.ENVIRONMENT, false, "system"),
    /** Somebody cancelled. */
    CANCELLED("CancelledError", Origin.USER, false, "user"),
    /** The workflow itself ended the job. */
    REJECTED("RejectedError", Origin.AUTHOR, false, "validation"),
    /** A bug of ours. */
    INTERNAL("InternalError", Origin.SYSTEM, false, "system");

    /** Who can mend it. */
    public enum Origin {
        AUTHOR,
        USER,
        TOOL,
        MODEL,
        ENVIRONMENT,
        SYSTEM
    }

    private final String errorType;
    private final Origin origin;
    private final boolean retryable;
    private final String category;

    FailureKind(String errorType, Origin origin, boolean retryable, String category) {
        this.errorType = errorType;
        this.origin = origin;
        this.retryable = retryable;
        this.category = category;
    }

    /** The name users see as {@code error_type} in results and match in handlers. */
    public String errorType() {
        return errorType;
    }

    public Origin origin() {
        return origin;
    }

    /** Whether the engine may try again when the retry policy does not say otherwise. */
    public boolean retryable() {
        return retryable;
    }

    /** The category of the pipeline format's recovery advice: validation, execution, timeout, network ... */
    public String category() {
        return category;
    }
}
