package io.orchestrator.coordinator.admission;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the settings say of the jobs of a queue.
 *
 * @param running how many run at the same time; empty for any number
 * @param rate how often one may start; empty for as often as there is room
 */
public record QueueLimit(OptionalInt running, Optional<Rate> rate) {

    /** Of a queue that is not limited. */
    public static final QueueLimit NONE = new QueueLimit(OptionalInt.empty(), Optional.empty());

    /**
     * So many starts at once, and as many again in each period after: a bucket that fills evenly.
     *
     * @param starts at least 1
     * @param periodMs milliseconds, at least 1
     */
    public record Rate(int starts, long periodMs) {

        /** Microseconds from one start to the next at an even pace. */
        long paceMicros() {
            return Math.max(1, periodMs * 1_000 / starts);
        }

        /** How much earlier than at that pace a start may come, microseconds: what lets a full bucket go at once. */
        long leadMicros() {
            return paceMicros() * (starts - 1);
        }
    }

    boolean limits() {
        return running.isPresent() || rate.isPresent();
    }
}
