package io.orchestrator.worker.tool;

import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;

/** There is no result; the failure says why. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    public RefusedException(Failure failure) {
        super(failure.message());
        this.failure = failure;
    }

    /** The parameters are wrong. */
    public static RefusedException invalid(String message) {
        return new RefusedException(Failure.of(FailureKind.INVALID, "INVALID_PARAMETERS", message));
    }

    /** A bound of {@link ToolLimits} was reached. */
    public static RefusedException limit(String code, String message) {
        return new RefusedException(Failure.of(FailureKind.LIMIT, code, message));
    }

    public Failure failure() {
        return failure;
    }
}
