package io.orchestrator.model;

import java.util.Optional;

/**
 * A schedule, and how far it is. Times are epoch milliseconds.
 *
 * @param schedule as it was given
 * @param nextMs when the next job begins; empty where none will
 * @param lastMs the time of the last job, as the schedule has it; empty where none has begun
 * @param lastJob its id; empty where none has begun
 * @param missedMs the first of those times that were left out last; empty where none ever was
 */
public record ScheduleView(
        Schedule schedule, Optional<Long> nextMs, Optional<Long> lastMs, String lastJob, Optional<Long> missedMs) {

    /** {@code paused}, {@code active}, or {@code ended} where no job will begin any more. */
    public String state() {
        if (schedule.paused()) {
            return "paused";
        }
        return nextMs.isPresent() ? "active" : "ended";
    }
}
