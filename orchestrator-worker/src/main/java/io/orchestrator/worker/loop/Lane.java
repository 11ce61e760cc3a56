package io.orchestrator.worker.loop;

import io.orchestrator.worker.meter.WorkerMeters;
import java.time.Duration;
import java.util.ArrayList;
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

    /** A command that found no slot is given to other workers this often, then it waits here under a lease. */
    static final int MAX_DELIVERIES_GIVEN_BACK = 2;

    /** A lane is ready after its first poll, so an idle one is after this time. */
    private static final Duration POLL = Duration.ofMillis(200);

    /** How long a full or stopped lane waits before it looks again. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    /** What it works with. */
    record Parts(
            Intake intake, Slots slots, LeaseKeeper leases, Standby standby, WorkerMeters meters, Duration grace) {}

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
    void acquire() {
        var records = consumer.poll(POLL);
        caughtUp = records.isEmpty();
        var batch = new ArrayList<Held>(records.count());
        inHand = batch;
        for (var record : records) {
            batch.add(parts.intake().take(record, name));
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
        if (!await(inHand, HOLD_LIMIT)) {
            LOG.warn("lane {} gives back records that it could not settle within {}", name, HOLD_LIMIT);
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
        var deliveries = held.record().deliveryCount().orElse((short) 1);
        if (deliveries <= MAX_DELIVERIES_GIVEN_BACK && attempt.withdraw()) {
            return held;
        }
        var leased = parts.leases()
                .renew(attempt)
                .handle((durable, failure) -> failure == null ? AcknowledgeType.ACCEPT : AcknowledgeType.RELEASE);
        parts.meters().acceptedEarly(name.queue());
        return held.withVerdict(attempt.settled().applyToEither(leased, verdict -> verdict));
    }

    /** What is not settled by now is given back. */
    void acknowledge() {
        for (var held : inHand) {
            consumer.acknowledge(held.record(), held.verdict().getNow(AcknowledgeType.RELEASE));
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
        var all = CompletableFuture.allOf(batch.stream().map(Held::verdict).toArray(CompletableFuture<?>[]::new));
        try {
            all.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a verdict never fails", e);
        }
    }
}
