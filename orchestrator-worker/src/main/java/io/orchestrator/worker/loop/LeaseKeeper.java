package io.orchestrator.worker.loop;

import io.orchestrator.model.TaskProgress;
import io.orchestrator.worker.loop.Attempt.Phase;
import io.orchestrator.worker.meter.WorkerMeters;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the coordinator that long attempts are alive, and stops those that only one worker may run where it cannot be told:
 * then somebody else may have them. Thread-safe.
 */
final class LeaseKeeper implements AutoCloseable {

    /** A heartbeat may be missed twice before a lease ends. */
    private static final int BEATS_A_LEASE = 3;

    /** Progress texts are told this often at most. */
    private static final Duration NEWS_EVERY = Duration.ofSeconds(1);

    /** Sending may block while brokers are away; looking after leases must not. */
    private static final int THREADS = 2;

    private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);

    /**
     * What it works with.
     *
     * @param clock tells the time in heartbeats
     * @param nanos a clock that never jumps, as {@link System#nanoTime}
     */
    record Parts(Attempts attempts, Outbox outbox, WorkerMeters meters, InstantSource clock, LongSupplier nanos) {}

    private final String workerId;
    private final Duration lease;
    private final Duration every;
    private final Parts parts;
    private final ScheduledExecutorService timers = Executors.newScheduledThreadPool(
            THREADS, Thread.ofPlatform().name("lease-keeper-", 0).daemon().factory());

    LeaseKeeper(LoopConfig config, Parts parts) {
        this.workerId = config.workerId();
        this.lease = config.lease();
        var beat = lease.dividedBy(BEATS_A_LEASE);
        this.every = beat.compareTo(NEWS_EVERY) < 0 ? beat : NEWS_EVERY;
        this.parts = parts;
    }

    void start() {
        schedule(this::fence);
        schedule(this::beat);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the task catches what goes wrong
    private void schedule(Runnable task) {
        timers.scheduleWithFixedDelay(() -> safely(task), every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void safely(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("looking after leases failed; the next round tries again", e);
        }
    }

    /** Publishes a heartbeat; from now on the coordinator's lease guards the attempt. */
    CompletableFuture<Void> renew(Attempt attempt) {
        var sentAtNanos = parts.nanos().getAsLong();
        attempt.lease(sentAtNanos);
        parts.meters().leaseRenewed();
        var command = attempt.command();
        var progress = new TaskProgress(
                command.task(), workerId, parts.clock().millis(), lease.toMillis(), attempt.message(), command.claim());
        return parts.outbox().progress(progress, attempt.trace()).whenComplete((durable, failure) -> {
            if (failure == null) {
                attempt.heard(sentAtNanos);
            }
        });
    }

    /**
     * Whether the coordinator surely takes this worker for the owner until the next look: a lease begins at the broker after
     * the heartbeat was sent, so it cannot end earlier than by this worker's own clock.
     */
    boolean holds(Attempt attempt) {
        var sinceNanos = parts.nanos().getAsLong() - attempt.heardAtNanos();
        return attempt.isHeard() && sinceNanos < lease.minus(every).toNanos();
    }

    /** Stops what only one worker may run, and perhaps another one runs soon. */
    void fence() {
        for (var attempt : parts.attempts().all()) {
            if (attempt.hasBegun() && !holds(attempt) && attempt.end(Phase.FENCED)) {
                parts.meters().fenced();
                LOG.warn(
                        "step {} of job {} is stopped: its lease could not be renewed",
                        attempt.command().task().step(),
                        attempt.command().task().jobId());
            }
        }
    }

    /** Renews what is due. */
    @SuppressWarnings("FutureReturnValueIgnored") // a failure is counted and logged; the next beat comes soon
    void beat() {
        var now = parts.nanos().getAsLong();
        var due = lease.dividedBy(BEATS_A_LEASE).minus(NEWS_EVERY.dividedBy(2)).toNanos();
        for (var attempt : parts.attempts().all()) {
            if (attempt.leased() && (attempt.hasNews() || now - attempt.leasedAtNanos() >= due)) {
                renew(attempt);
            }
        }
    }

    @Override
    public void close() {
        timers.shutdownNow();
    }
}
