package io.orchestrator.coordinator.emit;

import io.orchestrator.artifact.LargeValues;
import io.orchestrator.coordinator.metrics.Metrics;
import io.orchestrator.coordinator.wire.Protocol;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what jobs emit, on a thread of its own, as long as it is open. All coordinators share the work. */
public final class Emitter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Emitter.class);
    private static final Duration BACK_OFF = Duration.ofSeconds(2);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    /** Records of a transaction. */
    private static final int BATCH = 50;

    /** A topic that takes nothing for so long is told of to the job. */
    private static final Duration DELIVERY_TIMEOUT = Duration.ofSeconds(30);

    /** What a dead coordinator had taken waits so long for another one. */
    private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(10);

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

    private final Map<String, String> kafka;
    private final Protocol protocol;
    private final Targets targets;
    private final LargeValues values;
    private final Metrics metrics;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicReference<@Nullable Consumer<String, byte[]>> reading = new AtomicReference<>();
    private final Thread thread = Thread.ofPlatform().daemon().name("emitter").unstarted(this::run);

    /** @param kafka client settings; {@code bootstrap.servers} among them */
    public Emitter(Map<String, String> kafka, Admin admin, Protocol protocol, LargeValues values, Metrics metrics) {
        this.kafka = Map.copyOf(kafka);
        this.protocol = protocol;
        this.targets = new Targets(admin, protocol.topics());
        this.values = values;
        this.metrics = metrics;
    }

    public void start() {
        thread.start();
    }

    private void run() {
        try {
            while (closed.getCount() > 0) {
                session();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whatever goes wrong: nothing is committed then, and the next session takes it up. */
    private void session() throws InterruptedException {
        try (var session = open()) {
            while (closed.getCount() > 0) {
                session.step();
            }
        } catch (WakeupException e) {
            LOG.debug("woken up to be closed");
        } catch (RuntimeException e) {
            LOG.warn("emitting goes on in {} s, with what is not committed", BACK_OFF.toSeconds(), e);
            awaitClosed(BACK_OFF);
        } finally {
            reading.set(null);
        }
    }

    private boolean awaitClosed(Duration patience) throws InterruptedException {
        return closed.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private EmitSession open() {
        var wire = protocol.emitWire();
        var clock = InstantSource.system();
        var consumer = consumer();
        reading.set(consumer);
        var clerk = new Clerk(wire, targets, values, clock);
        return new EmitSession(consumer, this::producer, clerk, wire, metrics, clock);
    }

    private Consumer<String, byte[]> consumer() {
        var settings = new HashMap<String, Object>(kafka);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, protocol.topics().emitters());
        // With the newer protocol the broker says how long a dead member keeps its partitions: 45 s where nobody
        // changed it.
        settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, Long.toString(SESSION_TIMEOUT.toMillis()));
        settings.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, protocol.topics().emitters());
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Integer.toString(BATCH));
        var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        consumer.subscribe(List.of(protocol.topics().emits()));
        return consumer;
    }

    private Producer<String, byte[]> producer() {
        var settings = new HashMap<String, Object>(kafka);
        // Who takes over is told apart by the consumer group's generation, not by this name (KIP-447).
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, protocol.topics().emitters() + "-" + UUID.randomUUID());
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, protocol.topics().emitters());
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Long.toString(DELIVERY_TIMEOUT.toMillis()));
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Long.toString(REQUEST_TIMEOUT.toMillis()));
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Long.toString(REQUEST_TIMEOUT.toMillis()));
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    /** What is under way is written first. */
    @Override
    public void close() {
        closed.countDown();
        var consumer = reading.get();
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            if (thread.isAlive() && !thread.join(CLOSE_TIMEOUT)) {
                LOG.warn("the emitter does not end: what it has not committed is another coordinator's");
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
