package io.orchestrator.coordinator.streams;

import java.time.Duration;

/**
 * Times in the life of a job.
 *
 * @param retention how long a finished job stays in the stores: within it the same id is the same job
 * @param viewRetention how long a finished job stays in lists
 * @param workflowWait how long a request waits for a workflow or queue that is not known (yet)
 * @param viewInterval a running job's view is written at most this often
 */
public record JobOptions(Duration retention, Duration viewRetention, Duration workflowWait, Duration viewInterval) {

    /** One hour, 90 days (as long as {@code job.events}), ten seconds, one second. */
    public static JobOptions defaults() {
        return new JobOptions(Duration.ofHours(1), Duration.ofDays(90), Duration.ofSeconds(10), Duration.ofSeconds(1));
    }
}
