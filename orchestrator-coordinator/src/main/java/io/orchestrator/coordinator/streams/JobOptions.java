package io.orchestrator.coordinator.streams;

import io.orchestrator.coordinator.admission.AdmissionOptions;
import java.time.Duration;

/**
 * Times and limits in the life of a job.
 *
 * @param retention how long a finished job stays in the stores: within it the same id is the same job
 * @param viewRetention how long a finished job stays in lists
 * @param workflowWait how long a request waits for a workflow or queue that is not known (yet)
 * @param viewInterval a running job's view is written at most this often
 * @param admission the limits of queues
 */
public record JobOptions(
        Duration retention,
        Duration viewRetention,
        Duration workflowWait,
        Duration viewInterval,
        AdmissionOptions admission) {

    /** Jobs of queues without limits. */
    public JobOptions(Duration retention, Duration viewRetention, Duration workflowWait, Duration viewInterval) {
        this(retention, viewRetention, workflowWait, viewInterval, AdmissionOptions.defaults());
    }

    /** The same times with other limits. */
    public JobOptions with(AdmissionOptions limits) {
        return new JobOptions(retention, viewRetention, workflowWait, viewInterval, limits);
    }

    /** One hour, 90 days (as long as {@code job.events}), ten seconds, one second. */
    public static JobOptions defaults() {
        return new JobOptions(Duration.ofHours(1), Duration.ofDays(90), Duration.ofSeconds(10), Duration.ofSeconds(1));
    }
}
