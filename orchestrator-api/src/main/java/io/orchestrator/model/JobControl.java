package io.orchestrator.model;

/**
 * A client asks to change a running job.
 *
 * @param controlId unique for this wish: the same id twice is the same wish
 * @param jobId the job, also the record key
 * @param action what to do
 * @param reason why, for the event; may be empty
 * @param actor who; may be empty
 * @param requestedAtMs epoch milliseconds
 */
public record JobControl(
        String controlId, String jobId, Action action, String reason, String actor, long requestedAtMs) {

    /** The wishes a job understands. */
    public enum Action {
        /** End the job: no new command, running tools are killed. */
        CANCEL
    }
}
