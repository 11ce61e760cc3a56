package io.orchestrator.coordinator.state;

/** A part of a job's state is larger than one record may be. */
public final class StateTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StateTooLargeException(String what, int sizeBytes) {
        super(what + " has " + sizeBytes + " bytes, more than the limit of " + StateCodec.MAX_BYTES
                + ": keep large values in files and pass their paths");
    }
}
