package io.orchestrator.engine;

/**
 * A wake-up call for a job. A timer that no longer fits the job's state is ignored when it fires, so none is ever
 * taken back.
 *
 * @param jobId the job
 * @param kind what it is for
 * @param step index of the step
 * @param epoch the job's epoch when it was set
 * @param attempt the attempt it belongs to
 * @param dueAtMs epoch milliseconds
 */
public record JobTimer(String jobId, Kind kind, int step, int epoch, int attempt, long dueAtMs) {

    /** What a timer is for. */
    public enum Kind {
        /** The delay before the attempt after {@code attempt} is over. */
        RETRY,
        /** The worker of {@code attempt} should have renewed its lease by now. */
        LEASE
    }
}
