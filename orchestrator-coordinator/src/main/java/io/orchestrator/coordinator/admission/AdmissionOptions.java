package io.orchestrator.coordinator.admission;

import io.orchestrator.model.Priority;
import io.orchestrator.topics.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The limits of queues, and how jobs wait.
 *
 * @param queues limits by queue
 * @param others of every queue that is not among them
 * @param normalAgeing a job of normal priority is let through before one of high priority that came so much later
 * @param lowAgeing the same for low priority: so nobody waits for ever
 * @param check how long a job that was let through is believed to run until it is asked
 */
public record AdmissionOptions(
        Map<String, QueueLimit> queues, QueueLimit others, Duration normalAgeing, Duration lowAgeing, Duration check) {

    /** Jobs of a queue that run at the same time in the compatibility profile. */
    public static final int COMPATIBLE_RUNNING = 3;

    /** The limit of that profile. */
    public static final QueueLimit COMPATIBLE =
            new QueueLimit(OptionalInt.of(COMPATIBLE_RUNNING), QueueLimit.NONE.rate());

    public AdmissionOptions {
        queues = Map.copyOf(queues);
        if (normalAgeing.isNegative() || lowAgeing.compareTo(normalAgeing) < 0 || !check.isPositive()) {
            throw new IllegalArgumentException("ageing of normal jobs " + normalAgeing + ", of low ones " + lowAgeing
                    + ", check " + check + ": not negative, not shorter, more than nothing");
        }
    }

    /** No queue is limited; ageing of one and six hours; a check every ten minutes. */
    public static AdmissionOptions defaults() {
        return new AdmissionOptions(
                Map.of(), QueueLimit.NONE, Duration.ofHours(1), Duration.ofHours(6), Duration.ofMinutes(10));
    }

    QueueLimit of(String queue) {
        return queues.getOrDefault(queue, others);
    }

    /** Whether the jobs of a queue are limited. */
    public boolean limits(String queue) {
        return of(queue).limits();
    }

    /** Whether the settings name the queue; documents could make up any number of others. */
    boolean named(String queue) {
        return queues.containsKey(queue) || queue.equals(Topics.DEFAULT_QUEUE);
    }

    /** A job's order among those that wait; whatever time a request claims, it is one of those that a lane can keep. */
    long turn(Priority priority, long sinceMs) {
        var later = switch (priority) {
            case HIGH -> 0;
            case NORMAL -> normalAgeing.toMillis();
            case LOW -> lowAgeing.toMillis();
        };
        return Math.clamp(sinceMs, 0, Long.MAX_VALUE - 1 - later) + later;
    }
}
