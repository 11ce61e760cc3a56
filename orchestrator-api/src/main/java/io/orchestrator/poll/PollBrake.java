package io.orchestrator.poll;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Slows a poll loop down that computes while it should wait. Kafka's consumers of share groups and of the streams protocol
 * (4.3) do so while no heartbeat can be sent, that is while the broker of their group is away: each burns a core, which the
 * brokers would need to come back (ADR 18). After a tenth of a second of such polls the loop pauses after each further one,
 * the longer the longer it lasts; a poll that brings something, or that waits as it should, ends that.
 *
 * <p>Used by one thread, a platform thread: the JVM does not know the processor time of virtual ones.
 */
public final class PollBrake {

    /** Shorter polls were not to wait, and say nothing. */
    private static final long SHORTEST_NS = 1_000_000;

    /** A poll that waits computes no longer than this, and a twentieth of its time. */
    private static final long ALLOWED_NS = 1_000_000;

    private static final int ALLOWED_PART = 20;

    /** Pauses begin after so much time in polls that did not wait. */
    private static final long TOLERATED_NS = 100_000_000;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(200);

    /** How long to poll while the brake is on. */
    private static final Duration SHORT_POLL = Duration.ofMillis(5);

    /** Where time comes from, and how it passes. */
    interface Clock {

        long wallNs();

        /** Processor time of the calling thread; constant where it is not known. */
        long processorNs();

        void pause(Duration pause) throws InterruptedException;
    }

    private final Clock clock;
    private final Runnable onPause;
    private long burntNs;
    private Duration pause = FIRST_PAUSE;

    PollBrake(Clock clock, Runnable onPause) {
        this.clock = clock;
        this.onPause = onPause;
    }

    /** @param onPause told before each pause, by the thread that polls */
    public static PollBrake create(Runnable onPause) {
        var threads = ManagementFactory.getThreadMXBean();
        return new PollBrake(new JvmClock(System::nanoTime, threads), onPause);
    }

    /** How long to poll next: {@code usual}, or less while pauses follow. */
    public Duration timeout(Duration usual) {
        return on() && usual.compareTo(SHORT_POLL) > 0 ? SHORT_POLL : usual;
    }

    /**
     * Polls, and pauses where that did not wait.
     *
     * @param isEmpty whether the poll brought nothing
     */
    public <R> R poll(Supplier<R> poll, Predicate<R> isEmpty) throws InterruptedException {
        var wallNs = clock.wallNs();
        var processorNs = clock.processorNs();
        var records = poll.get();
        if (isEmpty.test(records)) {
            empty(clock.wallNs() - wallNs, clock.processorNs() - processorNs);
        } else {
            release();
        }
        return records;
    }

    private void empty(long tookNs, long computedNs) throws InterruptedException {
        if (tookNs < SHORTEST_NS) {
            return;
        }
        if (computedNs <= ALLOWED_NS + tookNs / ALLOWED_PART) {
            release();
            return;
        }
        burntNs += tookNs;
        if (on()) {
            onPause.run();
            clock.pause(pause);
            var longer = pause.multipliedBy(2);
            pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
        }
    }

    private boolean on() {
        return burntNs >= TOLERATED_NS;
    }

    private void release() {
        burntNs = 0;
        pause = FIRST_PAUSE;
    }

    private record JvmClock(LongSupplier wall, ThreadMXBean threads) implements Clock {

        @Override
        public long wallNs() {
            return wall.getAsLong();
        }

        @Override
        public long processorNs() {
            return threads.isCurrentThreadCpuTimeSupported() ? threads.getCurrentThreadCpuTime() : 0;
        }

        @Override
        public void pause(Duration pause) throws InterruptedException {
            Thread.sleep(pause);
        }
    }
}
