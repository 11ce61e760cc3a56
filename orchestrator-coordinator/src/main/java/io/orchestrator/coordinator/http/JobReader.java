package io.orchestrator.coordinator.http;

import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobView;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Reads the events of one job, for a limited number of requests at a time. Thread-safe. */
final class JobReader {

    /** How long a job that was asked for a moment ago may take to show. */
    static final Duration SHOWS_WITHIN = Duration.ofSeconds(1);

    /** Jobs read to an end at the same time; more wait. */
    static final int MAX_READS = 16;

    private static final Duration READ_WAIT = Duration.ofSeconds(10);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
    /** How far the clock of a client may be ahead of the brokers'. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

    private final Backend backend;
    private final Semaphore reads = new Semaphore(MAX_READS);

    JobReader(Backend backend) {
        this.backend = backend;
    }

    /** @throws Problem where the job does not show within a moment */
    JobView view(String jobId) {
        var deadline = System.nanoTime() + SHOWS_WITHIN.toNanos();
        var view = backend.view(jobId);
        while (view.isEmpty()
                && System.nanoTime() < deadline
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            view = backend.view(jobId);
        }
        return view.orElseThrow(() -> JobRoutes.noJob(jobId));
    }

    /** What the reading gives, when it is its turn. */
    <T> T read(Supplier<T> reading) {
        try {
            if (!reads.tryAcquire(READ_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw Problem.unavailable("too many jobs are being read; ask again in a moment");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.unavailable("the coordinator is stopping");
        }
        try {
            return reading.get();
        } finally {
            reads.release();
        }
    }

    /** From the first event on, wherever that is: the clock of whoever asked for the job may be ahead. */
    void watchAll(JobView view, Predicate<JobEvent> onEvent) {
        var guess = Instant.ofEpochMilli(Math.min(view.requestedAtMs(), view.updatedAtMs()))
                .minus(CLOCK_SKEW);
        var begun = new AtomicBoolean();
        var late = new AtomicBoolean();
        backend.watch(view.jobId(), guess, event -> {
            late.set(!begun.getAndSet(true) && event.sequence() > 1);
            return !late.get() && onEvent.test(event);
        });
        if (late.get()) {
            backend.watch(view.jobId(), Instant.EPOCH, onEvent);
        }
    }
}
