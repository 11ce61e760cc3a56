package io.orchestrator.model;

import java.util.Optional;

/**
 * A client asks to change a job.
 *
 * @param controlId unique for this wish: the same id twice is the same wish
 * @param jobId the job, also the record key
 * @param wish what to do
 * @param reason why, for the event; may be empty
 * @param actor who; may be empty
 * @param requestedAtMs epoch milliseconds
 * @param parent the job for whose step it runs, where that one wishes so: a job that it cancels and that has not begun
 *     never will
 * @param expectedSequence the number of the job's last event that the client knows: where another one is the last, the wish
 *     is refused; 0 for any
 */
public record JobControl(
        String controlId,
        String jobId,
        Wish wish,
        String reason,
        String actor,
        long requestedAtMs,
        Optional<String> parent,
        long expectedSequence) {

    /** The wish of a client, whatever has happened meanwhile. */
    public JobControl(String controlId, String jobId, Wish wish, String reason, String actor, long requestedAtMs) {
        this(controlId, jobId, wish, reason, actor, requestedAtMs, Optional.empty(), 0);
    }
}
