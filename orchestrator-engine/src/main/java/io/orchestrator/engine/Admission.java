package io.orchestrator.engine;

import io.orchestrator.model.JobLane;
import java.util.List;

/**
 * Where a job is on its way through its lanes.
 *
 * @param lanes in the order in which they are asked; at least one
 * @param round how often it has queued, from 1
 * @param taken how many have let it through; {@value #AWAY} where it asks none: it has ended, or is held
 * @param sinceMs from when on it waits or waited, epoch milliseconds
 */
public record Admission(List<JobLane> lanes, int round, int taken, long sinceMs) {

    private static final int AWAY = -1;

    public Admission {
        lanes = List.copyOf(lanes);
    }

    static Admission queued(List<JobLane> lanes, int round, long sinceMs) {
        return new Admission(lanes, round, 0, sinceMs);
    }

    Admission letThrough() {
        return new Admission(lanes, round, taken + 1, sinceMs);
    }

    Admission left() {
        return new Admission(lanes, round, AWAY, sinceMs);
    }

    /** Whether it asks none of its lanes and has a place in none. */
    boolean away() {
        return taken == AWAY;
    }

    /** Whether all have let it through. */
    boolean complete() {
        return taken == lanes.size();
    }

    boolean asks() {
        return !away() && !complete();
    }

    /** The lane that is asked. */
    JobLane asked() {
        return lanes.get(taken);
    }

    /** Those that it holds or asks, in the order in which they were asked. */
    List<JobLane> places() {
        return away() ? List.of() : lanes.subList(0, Math.min(lanes.size(), taken + 1));
    }
}
