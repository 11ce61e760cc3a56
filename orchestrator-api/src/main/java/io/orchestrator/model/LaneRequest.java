package io.orchestrator.model;

/**
 * A job asks to be let through a lane, or leaves it. The same request again is the same request.
 *
 * @param lane where to; also the record key
 * @param jobId who
 * @param round how often the job has queued, from 1: a ticket of an earlier round is none
 * @param kind what it wants
 * @param priority its place among those that wait
 * @param sinceMs from when on it waits, epoch milliseconds
 */
public record LaneRequest(JobLane lane, String jobId, int round, Kind kind, Priority priority, long sinceMs) {

    /** What a job wants of a lane. */
    public enum Kind {
        /** To run, when there is room; asking again changes the priority. */
        ASK,
        /** Nothing any more: it has ended, or does not wait. */
        LEAVE
    }
}
