package io.orchestrator.worker.loop;

import io.orchestrator.model.TaskProgress;
import io.orchestrator.worker.meter.WorkerMeters;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the coordinator that long attempts are alive: one timer for all of them. Thread-safe. */
final class LeaseKeeper implements AutoCloseable {

    /** A heartbeat may be missed twice before a lease ends. */
    private static final int BEATS_A_LEASE = 3;

    /** Progress texts are told this often at most. */
    private static final Duration NEWS_EVERY = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);

    private final String workerId;
    private final Duration lease;
    private final Attempts attempts;
    private final Outbox outbox;
    private final WorkerMeters meters;
    private final InstantSource clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("lease-keeper").daemon().factory());

    LeaseKeeper(LoopConfig config, Attempts attempts, Outbox outbox, WorkerMeters meters, InstantSource clock) {
        this.workerId = config.workerId();
        this.lease = config.lease();
        this.attempts = attempts;
        this.outbox = outbox;
        this.meters = meters;
        this.clock = clock;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the task catches what goes wrong
    void start() {
        var beat = lease.dividedBy(BEATS_A_LEASE);
        var every = beat.compareTo(NEWS_EVERY) < 0 ? beat : NEWS_EVERY;
        timer.scheduleWithFixedDelay(this::beatSafely, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Publishes a heartbeat; from now on the coordinator's lease guards the attempt. */
    CompletableFuture<Void> renew(Attempt attempt) {
        attempt.lease(System.nanoTime());
        meters.leaseRenewed();
        var command = attempt.command();
        var progress = new TaskProgress(
                command.task(), workerId, clock.millis(), lease.toMillis(), attempt.message(), command.claim());
        return outbox.progress(progress, attempt.trace());
    }

    private void beatSafely() {
        try {
            beat();
        } catch (RuntimeException e) {
            LOG.error("heartbeats failed; the next round tries again", e);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a failure is counted and logged; the next beat comes soon
    private void beat() {
        var now = System.nanoTime();
        var due = lease.dividedBy(BEATS_A_LEASE).minus(NEWS_EVERY.dividedBy(2)).toNanos();
        for (var attempt : attempts.all()) {
            if (attempt.leased() && (attempt.hasNews() || now - attempt.leasedAtNanos() >= due)) {
                renew(attempt);
            }
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
