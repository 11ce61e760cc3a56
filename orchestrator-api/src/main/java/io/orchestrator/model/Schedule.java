package io.orchestrator.model;

import java.util.Optional;

/**
 * Jobs that begin at times. The same id twice is a change of the schedule.
 *
 * @param id the record key: {@code [A-Za-z0-9][A-Za-z0-9._-]{0,99}}
 * @param job what begins
 * @param rhythm when
 * @param startsAtMs no job begins before, epoch milliseconds
 * @param endsAtMs no job begins after, epoch milliseconds
 * @param missed what comes of times at which no coordinator ran
 * @param paused whether none begins for now
 * @param changedBy who gave it this form; may be empty
 * @param changedAtMs when, epoch milliseconds
 */
public record Schedule(
        String id,
        ScheduledJob job,
        Rhythm rhythm,
        Optional<Long> startsAtMs,
        Optional<Long> endsAtMs,
        MissedFires missed,
        boolean paused,
        String changedBy,
        long changedAtMs) {

    /** The label by which the jobs of a schedule are found. */
    public static final String LABEL = "schedule";

    /** The same, paused. */
    public Schedule paused(String by, long atMs) {
        return new Schedule(id, job, rhythm, startsAtMs, endsAtMs, missed, true, by, atMs);
    }

    /** The same, no longer paused. */
    public Schedule resumed(String by, long atMs) {
        return new Schedule(id, job, rhythm, startsAtMs, endsAtMs, missed, false, by, atMs);
    }

    /** Whether another form of it has the same times. */
    public boolean sameTimes(Schedule other) {
        return rhythm.equals(other.rhythm)
                && startsAtMs.equals(other.startsAtMs)
                && endsAtMs.equals(other.endsAtMs)
                && paused == other.paused;
    }
}
