package io.orchestrator.worker.loop;

import io.orchestrator.codec.Codec;
import io.orchestrator.codec.UndecodableException;
import io.orchestrator.model.WorkerControl;
import io.orchestrator.registry.SchemaRegistryException;
import io.orchestrator.worker.loop.Attempt.Phase;
import io.orchestrator.worker.meter.WorkerMeters;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what the coordinator wants stopped. Every worker reads the whole topic from its end on: an order from before this
 * worker's start means nothing that it runs. One thread runs it; {@link #stop} may come from any.
 */
final class ControlListener implements Runnable {

    private static final Duration POLL = Duration.ofSeconds(1);

    /** Between two tries to read what cannot be read now. */
    static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);

    /** A topic that was created a moment ago is not known to every broker yet. */
    private static final int MAX_LOOKS = 100;

    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
    private static final Logger LOG = LoggerFactory.getLogger(ControlListener.class);

    /** What it works with. */
    record Parts(
            String workerId,
            Codec<WorkerControl> codec,
            Attempts attempts,
            StopOrders stops,
            Outbox outbox,
            WorkerMeters meters,
            Duration afterTrouble) {}

    private final Consumer<byte[], byte[]> consumer;
    private final Parts parts;
    private volatile boolean stopping;

    /** Finds the end of the topic before it returns, so that no later order is missed. */
    ControlListener(Consumer<byte[], byte[]> consumer, String topic, Parts parts) {
        this.consumer = consumer;
        this.parts = parts;
        var partitions = partitions(consumer, topic);
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    private static List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer, String topic) {
        for (int look = 0; look < MAX_LOOKS; look++) {
            var found = consumer.partitionsFor(topic);
            if (found != null && !found.isEmpty()) {
                return found.stream()
                        .map(info -> new TopicPartition(topic, info.partition()))
                        .toList();
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
        throw new IllegalStateException("the partitions of " + topic + " are unknown to the brokers");
    }

    void stop() {
        stopping = true;
        consumer.wakeup();
    }

    @Override
    public void run() {
        try (consumer) {
            while (!stopping) {
                listen();
            }
        } catch (InterruptedException e) {
            LOG.warn("the control listener was interrupted");
            Thread.currentThread().interrupt();
        }
    }

    private void listen() throws InterruptedException {
        try {
            for (var record : consumer.poll(POLL)) {
                hear(record);
            }
        } catch (WakeupException e) {
            LOG.debug("the control listener was woken");
        } catch (RuntimeException e) {
            LOG.error("the control listener is in trouble and tries again", e);
            Thread.sleep(parts.afterTrouble());
        }
    }

    /** An order is not lost to a registry that is away: this waits for it. */
    private void hear(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
        while (!stopping) {
            try {
                read(record);
                return;
            } catch (SchemaRegistryException e) {
                LOG.error("a worker control cannot be read yet: {}", e.getMessage());
                Thread.sleep(parts.afterTrouble());
            }
        }
    }

    /** @throws SchemaRegistryException where the registry is away: nothing has been done yet */
    void read(ConsumerRecord<byte[], byte[]> record) {
        var value = record.value();
        try {
            obey(parts.codec().decode(value == null ? new byte[0] : value));
        } catch (UndecodableException e) {
            LOG.warn("a worker control goes to the dead letters: {}", e.getMessage());
            bury(record, String.valueOf(e.getMessage()));
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a failure is counted and logged; the record comes only once
    private void bury(ConsumerRecord<byte[], byte[]> record, String reason) {
        parts.outbox().deadLetter(record, reason);
    }

    private void obey(WorkerControl order) {
        if (!order.worker().isEmpty() && !order.worker().equals(parts.workerId())) {
            return;
        }
        switch (order.kind()) {
            case STOP -> stop(order);
            case GRANT -> parts.attempts().covered(order).forEach(Attempt::grant);
        }
    }

    private void stop(WorkerControl order) {
        parts.stops().add(order);
        for (var attempt : parts.attempts().covered(order)) {
            if (attempt.end(Phase.STOPPED)) {
                parts.meters().stopped();
            }
        }
    }
}
