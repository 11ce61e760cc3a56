package io.orchestrator.coordinator.admission;

import io.orchestrator.model.JobTicket;

/** What a lane has to say. */
public sealed interface LaneAnswer {

    /** @param ticket for a job */
    record Told(JobTicket ticket) implements LaneAnswer {}

    /**
     * A job is to end, because another one has come.
     *
     * @param jobId which
     * @param lane the lane's name
     * @param round of the job's request
     */
    record MakeRoom(String jobId, String lane, int round) implements LaneAnswer {}
}
