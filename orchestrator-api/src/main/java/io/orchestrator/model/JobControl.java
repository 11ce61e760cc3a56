package io.orchestrator.model;

import java.util.Optional;

/**
 * A client asks to change a running job.
 *
 * @param controlId unique for this wish: the same id twice is the same wish
 * @param jobId the job, also the record key
 * @param action what to do
 * @param reason why, for the event; may be empty
 * @param actor who; may be empty
 * @param requestedAtMs epoch milliseconds
 * @param parent the job for whose step it runs, where that one wishes so: if the job has not begun, it never will
 */
public record JobControl(
        String controlId,
        String jobId,
        Action action,
        String reason,
        String actor,
        long requestedAtMs,
        Optional<String> parent) {

    /** The wish of a client. */
    public JobControl(String controlId, String jobId, Action action, String reason, String actor, long requestedAtMs) {
        this(controlId, jobId, action, reason, actor, requestedAtMs, Optional.empty());
    }

    /** The wishes a job understands. */
    public enum Action {
        /** End the job: no new command, running tools are killed. */
        CANCEL
    }
}
