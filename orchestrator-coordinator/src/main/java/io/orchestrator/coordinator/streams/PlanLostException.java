package io.orchestrator.coordinator.streams;

/** A job's document is gone or means something else now. */
final class PlanLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PlanLostException(String message) {
        super(message);
    }
}
