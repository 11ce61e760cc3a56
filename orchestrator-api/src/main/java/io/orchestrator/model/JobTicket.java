package io.orchestrator.model;

/**
 * What a lane has to tell a job.
 *
 * @param jobId who; also the record key
 * @param lane the lane's name
 * @param round of the request that it answers
 * @param kind what it says
 */
public record JobTicket(String jobId, String lane, int round, Kind kind) {

    /** What a lane says. */
    public enum Kind {
        /** The job is let through; it leaves the lane when it ends. */
        ADMITTED,
        /** The lane is full, and the job did not want to wait. */
        REJECTED,
        /** The lane believes that the job runs: a job that does not leaves the lane. */
        CHECK
    }
}
