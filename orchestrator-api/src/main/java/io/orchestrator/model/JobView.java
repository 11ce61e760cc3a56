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
 * @param searchable what the workflow marks as searchable and has a value so far: name to value as text, at most
 *     {@value #MAX_SEARCHABLE_CHARS} characters each
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
        long sequence,
        Map<String, String> searchable) {

    /** The longest text of a marked variable; longer ones are cut. */
    public static final int MAX_SEARCHABLE_CHARS = 256;

    /** A view without marked variables. */
    public JobView(
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
        this(
                jobId,
                workflow,
                status,
                success,
                labels,
                requestedAtMs,
                updatedAtMs,
                stepsTotal,
                stepsEnded,
                error,
                sequence,
                Map.of());
    }

    public JobView {
        labels = Map.copyOf(labels);
        searchable = Map.copyOf(searchable);
    }

    /** The part of a value that views hold; a character is never cut in two. */
    public static String shortened(String value) {
        if (value.length() <= MAX_SEARCHABLE_CHARS) {
            return value;
        }
        var end = Character.isHighSurrogate(value.charAt(MAX_SEARCHABLE_CHARS - 1))
                ? MAX_SEARCHABLE_CHARS - 1
                : MAX_SEARCHABLE_CHARS;
        return value.substring(0, end);
    }
}
