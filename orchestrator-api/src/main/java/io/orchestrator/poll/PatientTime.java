package io.orchestrator.poll;

import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Timer;

/**
 * Time as it is, but that timers of no length, asked for again and again within one call, last a moment: a consumer's {@code
 * poll} waits for records by such timers, and asks for thousands in a row where it should wait. A call begins with a timer of
 * the caller's {@link Duration}; one that is not to wait does not. Used by the thread that polls.
 */
final class PatientTime implements Time {

    /** So many timers of no length in a row are a spin. */
    static final int TOLERATED = 20;

    /** What comes ends the wait; it makes a poll longer by this at most. */
    static final Duration WAIT = Duration.ofMillis(5);

    private final Time time;
    private int spins;
    private boolean mayWait;

    PatientTime(Time time) {
        this.time = time;
    }

    @Override
    public Timer timer(long timeoutMs) {
        if (timeoutMs > 0) {
            spins = 0;
            return time.timer(timeoutMs);
        }
        spins = Math.min(spins + 1, TOLERATED + 1);
        return time.timer(mayWait && spins > TOLERATED ? WAIT.toMillis() : timeoutMs);
    }

    @Override
    public Timer timer(Duration timeout) {
        spins = 0;
        mayWait = timeout.isPositive();
        return time.timer(timeout);
    }

    @Override
    public long milliseconds() {
        return time.milliseconds();
    }

    @Override
    public long nanoseconds() {
        return time.nanoseconds();
    }

    @Override
    public void sleep(long ms) {
        time.sleep(ms);
    }

    @Override
    public void waitObject(Object lock, Supplier<Boolean> condition, long deadlineMs) throws InterruptedException {
        time.waitObject(lock, condition, deadlineMs);
    }
}
