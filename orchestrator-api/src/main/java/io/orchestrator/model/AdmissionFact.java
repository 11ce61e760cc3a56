package io.orchestrator.model;

import java.util.List;

/** How a job that is limited comes to run. */
public sealed interface AdmissionFact extends JobFact {

    @Override
    default String type() {
        return switch (this) {
            case Queued f -> "job.queued";
            case Admitted f -> "job.admitted";
        };
    }

    @Override
    default boolean terminal() {
        return false;
    }

    /**
     * The job waits to be let through its lanes, one after the other.
     *
     * @param lanes in the order in which they are asked; at least one
     * @param round how often it has queued, from 1
     * @param sinceMs from when on it waits, epoch milliseconds
     */
    record Queued(List<JobLane> lanes, int round, long sinceMs) implements AdmissionFact {
        public Queued {
            lanes = List.copyOf(lanes);
        }
    }

    /**
     * The job is let through a lane; with the last one it runs.
     *
     * @param lane the lane's name
     * @param round as in {@link Queued}
     * @param left lanes that it has still to be let through
     */
    record Admitted(String lane, int round, int left) implements AdmissionFact {}
}
