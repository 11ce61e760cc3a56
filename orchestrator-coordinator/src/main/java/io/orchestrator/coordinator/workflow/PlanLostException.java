package io.orchestrator.coordinator.workflow;

/** A job's document is gone or means something else now. */
public final class PlanLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PlanLostException(String message) {
        super(message);
    }
}
