package io.orchestrator.worker.loop;

import io.orchestrator.worker.meter.WorkerMeters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the commands of one topic: acquire a batch, start it, wait for it a moment, acknowledge it, next.
 *
 * <p>Kafka wants every record of a batch acknowledged before the next poll, and a renewed record comes back alone before
 * any new one (ADR 7). So what is not done within the grace is accepted early, guarded by heartbeats from
 * then on. One thread runs a lane; {@link #stop} may come from any.
 */
final class Lane implements Runnable {

    /** The longest a record is held; shorter than every lock (15 s and more). */
    static final Duration HOLD_LIMIT = Duration.ofSeconds(10);

    /** A lane is ready after its first poll, so an idle one is after this time. */
    private static final Duration POLL = Duration.ofMillis(200);

    /** How long a full or stopped lane waits before it looks again. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    /** How long an acceptance before the start may take; together with half of the hold shorter than every lock. */
    private static final Duration COMMIT = Duration.ofSeconds(3);

    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    /**
     * What it works with.
     *
     * @param grace how long a batch is waited for
     * @param hold how long records are held that cannot be settled yet: {@link #HOLD_LIMIT}
     */
    record Parts(
            Intake intake,
            Slots slots,
            LeaseKeeper leases,
            Standby standby,
            WorkerMeters meters,
            Duration grace,
            Duration hold) {}

    private final LaneName name;
    private final String topic;
    private final ShareConsumer<byte[], byte[]> consumer;
    private final Parts parts;
    private volatile boolean stopping;
    private volatile boolean healthy;
    private boolean caughtUp = true;
    private List<Held> inHand = List.of();

    Lane(LaneName name, String topic, ShareConsumer<byte[], byte[]> consumer, Parts parts) {
        this.name = name;
        this.topic = topic;
        this.consumer = consumer;
        this.parts = parts;
    }

    LaneName name() {
        return name;
    }

    /** Acquires nothing more; what is in hand is acknowledged before the thread ends. */
    void stop() {
        stopping = true;
        consumer.wakeup();
    }

    /** Whether the last poll went well. */
    boolean healthy() {
        return healthy;
    }

    @Override
    public void run() {
        try (consumer) {
            consumer.subscribe(List.of(topic));
            while (!stopping) {
                turnSafely();
            }
        } catch (InterruptedException e) {
            LOG.warn("lane {} was interrupted", name);
            Thread.currentThread().interrupt();
        } finally {
            healthy = false;
        }
    }

    private void turnSafely() throws InterruptedException {
        try {
            turn();
            healthy = true;
        } catch (WakeupException e) {
            LOG.debug("lane {} was woken", name);
        } catch (RuntimeException e) {
            healthy = false;
            LOG.error("lane {} is in trouble and tries again", name, e);
            giveBack();
            Thread.sleep(AFTER_TROUBLE);
        }
    }

    private void turn() throws InterruptedException {
        if (!caughtUp && !awaitRoom()) {
            return;
        }
        acquire();
        if (!caughtUp) {
            settle();
            acknowledge();
        }
    }

    /** Polls once and starts what comes. */
    void acquire() throws InterruptedException {
        var records = consumer.poll(POLL);
        caughtUp = records.isEmpty();
        var batch = new ArrayList<Held>(records.count());
        inHand = batch;
        for (var record : records) {
            batch.add(parts.intake().take(record, name));
        }
        if (batch.stream().anyMatch(Held::unstarted)) {
            startUnderLease(batch);
        }
    }

    /**
     * Starts what has come often, as soon as the coordinator durably knows of it and Kafka has been told to do no more for it.
     * Should it end this worker too, the coordinator hears no more heartbeats, and counts.
     */
    private void startUnderLease(List<Held> batch) throws InterruptedException {
        var heartbeats = new LinkedHashMap<Held, CompletableFuture<Void>>();
        for (var held : batch) {
            if (held.unstarted()) {
                held.attempt()
                        .ifPresent(
                                attempt -> heartbeats.put(held, parts.leases().renew(attempt)));
            }
        }
        awaitAll(heartbeats.values(), parts.hold().dividedBy(2));
        var left = new ArrayList<>(batch);
        var accepted = new ArrayList<Attempt>();
        heartbeats.forEach((held, heartbeat) -> held.attempt().ifPresent(attempt -> {
            if (heartbeat.isDone() && !heartbeat.isCompletedExceptionally()) {
                consumer.acknowledge(held.record(), AcknowledgeType.ACCEPT);
                left.remove(held);
                accepted.add(attempt);
                parts.meters().acceptedEarly(name.queue());
            } else {
                parts.intake().drop(attempt);
            }
        }));
        inHand = left;
        try {
            consumer.commitSync(COMMIT);
        } finally {
            accepted.forEach(parts.intake()::start);
        }
    }

    /**
     * Whether there is room. After an empty poll the broker may still answer the request behind it, so the lane only waits
     * for room when the last poll brought something: then nothing is under way that could lie here unseen.
     */
    private boolean awaitRoom() throws InterruptedException {
        if (parts.slots().awaitRoom(Duration.ZERO)) {
            return true;
        }
        consumer.commitAsync();
        var saturatedSince = System.nanoTime();
        while (!stopping && !parts.slots().awaitRoom(LOOK_AGAIN)) {
            if (parts.standby().shouldStepBack(name, Duration.ofNanos(System.nanoTime() - saturatedSince))) {
                stepBack();
                return false;
            }
        }
        return !stopping;
    }

    /** Leaves the group, so that its partitions go to workers with room, until there is room here. */
    private void stepBack() throws InterruptedException {
        LOG.info("lane {} has no free slot and leaves its partitions to other workers", name);
        consumer.unsubscribe();
        while (!stopping && !parts.slots().awaitRoom(LOOK_AGAIN)) {
            LOG.debug("lane {} still has no free slot", name);
        }
        consumer.subscribe(List.of(topic));
        caughtUp = true;
    }

    private void settle() throws InterruptedException {
        if (await(inHand, parts.grace())) {
            return;
        }
        acceptEarly();
        if (!await(inHand, parts.hold())) {
            LOG.warn("lane {} gives back records that it could not settle within {}", name, parts.hold());
        }
    }

    /** The grace is over: what has not ended gets a lease, or is given back where it has not begun. */
    void acceptEarly() {
        inHand = inHand.stream().map(this::early).toList();
    }

    /** Accepts a record before its attempt ends, as soon as the coordinator durably knows that it runs here. */
    private Held early(Held held) {
        if (held.isDecided() || held.attempt().isEmpty()) {
            return held;
        }
        var attempt = held.attempt().get();
        if (attempt.withdraw()) {
            return held;
        }
        var leased = parts.leases()
                .renew(attempt)
                .handle((durable, failure) -> failure == null ? AcknowledgeType.ACCEPT : AcknowledgeType.RELEASE);
        parts.meters().acceptedEarly(name.queue());
        return held.withVerdict(attempt.settled().applyToEither(leased, verdict -> verdict));
    }

    /** What is not settled by now is given back, unless Kafka would drop it. */
    void acknowledge() {
        for (var held : inHand) {
            consumer.acknowledge(
                    held.record(), stopping ? held.verdict().getNow(AcknowledgeType.RELEASE) : held.acknowledgement());
        }
        inHand = List.of();
    }

    private void giveBack() {
        try {
            acknowledge();
        } catch (RuntimeException e) {
            LOG.warn("lane {} lost the records it held; Kafka gives them out again: {}", name, e.toString());
            inHand = List.of();
        }
    }

    private static boolean await(List<Held> batch, Duration atMost) throws InterruptedException {
        return awaitAll(batch.stream().map(Held::verdict).toList(), atMost);
    }

    /** Whether all are done by then, well or not. */
    private static boolean awaitAll(Collection<? extends CompletableFuture<?>> futures, Duration atMost)
            throws InterruptedException {
        try {
            CompletableFuture.allOf(futures.toArray(CompletableFuture<?>[]::new))
                    .get(atMost.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (ExecutionException e) {
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }
}
