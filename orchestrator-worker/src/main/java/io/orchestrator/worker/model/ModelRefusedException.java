package io.orchestrator.worker.model;

import io.orchestrator.model.Failure;

/** A provider gave no answer. */
final class ModelRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    /** Nobody was asked. */
    ModelRefusedException(Failure failure) {
        super(failure.message());
        this.failure = failure;
    }

    ModelRefusedException(Failure failure, Throwable cause) {
        super(failure.message(), cause);
        this.failure = failure;
    }

    Failure failure() {
        return failure;
    }
}
