package io.orchestrator.model;

import java.util.Map;

/**
 * The header of a job as lists show it; the last one a job wins (compacted topic, key = job id).
 *
 * @param jobId the job
 * @param workflow {@code id@version}; what was asked for where the request was refused
 * @param status the job's state
 * @param success whether it completed and every step succeeded; false while it runs
 * @param labels as requested
 * @param requestedAtMs epoch milliseconds
 * @param updatedAtMs epoch milliseconds
 * @param stepsTotal steps of the plan
 * @param stepsEnded steps that are completed, failed, skipped or cancelled
 * @param error the failure's message; empty where there is none
 * @param sequence the number of the last event in this view
 */
public record JobView(
        String jobId,
        String workflow,
        JobStatus status,
        boolean success,
        Map<String, String> labels,
        long requestedAtMs,
        long updatedAtMs,
        int stepsTotal,
        int stepsEnded,
        String error,
        long sequence) {
    public JobView {
        labels = Map.copyOf(labels);
    }
}
