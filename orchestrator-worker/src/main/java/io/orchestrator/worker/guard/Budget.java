package io.orchestrator.worker.guard;

import java.time.Duration;

/**
 * The time one attempt has; everything it tries shares it.
 *
 * @param total from the start; zero is no limit
 * @param startedNanos when it began, on {@link System#nanoTime}
 */
public record Budget(Duration total, long startedNanos) {

    /** A budget that begins now; zero is no limit. */
    public static Budget startingNow(Duration total) {
        return new Budget(total, System.nanoTime());
    }

    public boolean limited() {
        return !total.isZero();
    }

    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    /** What is left; zero or less where it is used up; meaningless where there is no limit. */
    public Duration remaining() {
        return total.minus(elapsed());
    }
}
