package io.orchestrator.coordinator.streams;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Whether few jobs are under way in this process: then the transaction of a job's end is committed at once, because whoever
 * waits for the job reads committed records. Under load the commit interval gathers many ends. Thread-safe.
 *
 * <p>Jobs are counted and not their records: on a slow machine a hundred jobs send no more records than one job does on a
 * fast one, and a commit for each of them would keep it slow.
 */
public final class Traffic {

    /** More jobs than these within a window are no light traffic. */
    static final int LIGHT = 4;

    private final long windowMs;
    private long sinceMs;
    private final Set<String> jobs = new HashSet<>();
    private int before;

    /** @param window jobs are counted over this time: the commit interval */
    public Traffic(Duration window) {
        this.windowMs = window.toMillis();
    }

    /** @param nowMs the wall clock's time, epoch milliseconds */
    synchronized void input(String jobId, long nowMs) {
        if (nowMs - sinceMs >= windowMs) {
            before = nowMs - sinceMs < 2 * windowMs ? jobs.size() : 0;
            jobs.clear();
            sinceMs = nowMs;
        }
        if (jobs.size() <= LIGHT) {
            jobs.add(jobId);
        }
    }

    /** Whether neither this window nor the one before had many jobs. */
    synchronized boolean light() {
        return Math.max(before, jobs.size()) <= LIGHT;
    }
}
