package io.orchestrator.bench;

import java.time.Duration;
import java.util.Locale;

/** Prints how fast a workload runs, every few seconds. Not thread-safe. */
final class Progress {

    private static final Duration EVERY = Duration.ofSeconds(5);

    private final Workload workload;
    private long sinceNs = System.nanoTime();
    private int before;

    Progress(Workload workload) {
        this.workload = workload;
    }

    /** @param jobs how many have ended so far */
    void ended(int jobs) {
        var nanos = System.nanoTime() - sinceNs;
        if (nanos < EVERY.toNanos()) {
            return;
        }
        var rate = (jobs - before) * workload.stepsPerJob() / (nanos / 1e9);
        System.out.println(String.format(Locale.ROOT, "%s  %,9.0f steps/s", workload.name(), rate));
        sinceNs = System.nanoTime();
        before = jobs;
    }
}
