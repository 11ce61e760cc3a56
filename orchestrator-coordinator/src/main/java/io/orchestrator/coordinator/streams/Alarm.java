package io.orchestrator.coordinator.streams;

import java.time.Duration;
import java.util.function.LongConsumer;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.jspecify.annotations.Nullable;

/**
 * Wakes the processor when the earliest timer is due, and never else: each punctuation makes Kafka Streams commit, so one
 * at a fixed rate would keep an idle cluster busy with empty transactions.
 */
final class Alarm {

    /** A clock that is set back delays timers no longer than this. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private static final long NEVER = Long.MAX_VALUE;

    private final ProcessingContext context;
    private final Duration shortest;
    private final LongConsumer onTime;
    private @Nullable Cancellable scheduled;
    private long setForMs = NEVER;

    /**
     * @param shortest the time between two rings, at least
     * @param onTime takes the wall clock's time, epoch milliseconds
     */
    Alarm(ProcessingContext context, Duration shortest, LongConsumer onTime) {
        this.context = context;
        this.shortest = shortest;
        this.onTime = onTime;
    }

    /** @param dueAtMs epoch milliseconds; {@link Long#MAX_VALUE} for not at all */
    void set(long dueAtMs) {
        if (dueAtMs == setForMs) {
            return;
        }
        cancel();
        setForMs = dueAtMs;
        if (dueAtMs != NEVER) {
            var inMs = Math.min(dueAtMs - context.currentSystemTimeMs(), LONGEST.toMillis());
            scheduled = context.schedule(
                    Duration.ofMillis(Math.max(shortest.toMillis(), inMs)),
                    PunctuationType.WALL_CLOCK_TIME,
                    this::ring);
        }
    }

    private void ring(long nowMs) {
        cancel();
        setForMs = NEVER;
        onTime.accept(nowMs);
    }

    private void cancel() {
        if (scheduled != null) {
            scheduled.cancel();
            scheduled = null;
        }
    }
}
