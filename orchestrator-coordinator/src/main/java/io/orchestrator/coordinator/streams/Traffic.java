package io.orchestrator.coordinator.streams;

import java.time.Duration;

/**
 * Whether little is going on in this process: then the transaction of a job's end is committed at once, because whoever
 * waits for the job reads committed records. Under load the commit interval gathers many ends. Thread-safe.
 */
public final class Traffic {

    /** More inputs than these within a window are no light traffic: one job at a time stays below, a hundred do not. */
    static final int LIGHT = 48;

    private final long windowMs;
    private long sinceMs;
    private int before;
    private int inputs;

    /** @param window inputs are counted over this time: the commit interval */
    public Traffic(Duration window) {
        this.windowMs = window.toMillis();
    }

    /** @param nowMs the wall clock's time, epoch milliseconds */
    synchronized void input(long nowMs) {
        if (nowMs - sinceMs >= windowMs) {
            before = nowMs - sinceMs < 2 * windowMs ? inputs : 0;
            inputs = 0;
            sinceMs = nowMs;
        }
        inputs++;
    }

    /** Whether neither this window nor the one before had many inputs. */
    synchronized boolean light() {
        return Math.max(before, inputs) <= LIGHT;
    }
}
