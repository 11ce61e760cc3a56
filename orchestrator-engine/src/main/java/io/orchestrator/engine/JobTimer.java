package io.orchestrator.engine;

/**
 * A wake-up call for a job. A timer that no longer fits the job's state is ignored when it fires, so none is ever
 * taken back.
 *
 * @param jobId the job
 * @param kind what it is for
 * @param step path of the step; empty where it concerns the whole job
 * @param epoch the job's epoch when it was set
 * @param attempt the attempt it belongs to
 * @param dueAtMs epoch milliseconds
 */
public record JobTimer(String jobId, Kind kind, String step, int epoch, int attempt, long dueAtMs) {

    /** What a timer is for. */
    public enum Kind {
        /** The delay before the attempt after {@code attempt} is over; before a job is retried where {@code step} is empty. */
        RETRY,
        /** The worker of {@code attempt} should have renewed its lease by now. */
        LEASE,
        /** A wait is over, or the time to wait for a signal. */
        WAIT,
        /** A step with steps inside has used up its time, or the job has where {@code step} is empty. */
        DEADLINE,
        /** The job asks its lane once more; {@code attempt} is the round. */
        ADMISSION,
        /** A loop goes on that has paused so that one decision does not become too large. */
        RESUME
    }
}
