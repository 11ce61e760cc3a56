package io.orchestrator.model;

/**
 * What a lane has to tell a job.
 *
 * @param jobId who; also the record key
 * @param lane the lane's name
 * @param round of the request that it answers; {@value #ANY_ROUND} where the lane does not know it any more
 * @param kind what it says
 */
public record JobTicket(String jobId, String lane, int round, Kind kind) {

    /** Of a job whose place in the lane was lost: whatever round it is in, it runs or does not. */
    public static final int ANY_ROUND = 0;

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
