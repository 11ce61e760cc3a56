package io.orchestrator.coordinator.state;

/** Stored bytes are not what this version of the coordinator, or an older one, writes. */
public final class UnreadableStateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableStateException(String what, String reason, Throwable cause) {
        super("stored " + what + " cannot be read: " + reason, cause);
    }

    UnreadableStateException(String what, String reason) {
        super("stored " + what + " cannot be read: " + reason);
    }
}
