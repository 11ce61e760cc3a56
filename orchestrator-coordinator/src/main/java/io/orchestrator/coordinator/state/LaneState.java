package io.orchestrator.coordinator.state;

import io.orchestrator.model.JobLane;

/**
 * A lane that somebody holds or waits for.
 *
 * @param lane as the last request had it
 * @param running jobs that were let through and have not left
 * @param waiting jobs whose turn has not come
 * @param fresh of all these, those that were not told to make room
 * @param nextStartMicros when the next start would keep the rate exactly, epoch microseconds
 */
public record LaneState(JobLane lane, int running, int waiting, int fresh, long nextStartMicros) {

    /** A lane that nobody has asked yet. */
    public static LaneState of(JobLane lane) {
        return new LaneState(lane, 0, 0, 0, 0);
    }

    /** The lane with the limit of a later request; one that names none changes nothing. */
    public LaneState with(JobLane latest) {
        return latest.limit() == 0 ? this : new LaneState(latest, running, waiting, fresh, nextStartMicros);
    }

    public LaneState counts(int nowRunning, int nowWaiting) {
        return new LaneState(lane, nowRunning, nowWaiting, fresh, nextStartMicros);
    }

    public LaneState fresh(int now) {
        return new LaneState(lane, running, waiting, now, nextStartMicros);
    }

    public LaneState nextStart(long micros) {
        return new LaneState(lane, running, waiting, fresh, micros);
    }

    public boolean empty() {
        return running == 0 && waiting == 0;
    }
}
