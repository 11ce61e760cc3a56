package io.orchestrator.embedded.registry;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * A log in a compacted Kafka topic. One transactional id a topic: who opens the log fences the writer before, whose next
 * write then fails instead of giving an id twice.
 */
final class TopicLog implements RegistryLog {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int MAX_REPLICATION = 3;

    private final String bootstrapServers;
    private final String topic;
    private @Nullable KafkaProducer<byte[], byte[]> producer;

    TopicLog(String bootstrapServers, String topic) {
        this.bootstrapServers = bootstrapServers;
        this.topic = topic;
    }

    @Override
    public void open(Consumer<RegistryRecord> reader) {
        close();
        try {
            prepareTopic();
            var fresh = new KafkaProducer<>(producerSettings(), new ByteArraySerializer(), new ByteArraySerializer());
            producer = fresh;
            fresh.initTransactions();
            replay(reader);
        } catch (KafkaException e) {
            close();
            throw failure("cannot be read", e);
        }
    }

    private void prepareTopic() {
        var client = Map.<String, Object>of(
                "bootstrap.servers", bootstrapServers, "default.api.timeout.ms", (int) PATIENCE.toMillis());
        try (var admin = Admin.create(client)) {
            var brokers = await(admin.describeCluster().nodes()).size();
            var wanted = new NewTopic(topic, 1, (short) Math.min(MAX_REPLICATION, brokers))
                    .configs(Map.of("cleanup.policy", "compact"));
            try {
                await(admin.createTopics(List.of(wanted)).all());
            } catch (TopicExistsException e) {
                requireCompacted(admin);
            }
        }
    }

    private void requireCompacted(Admin admin) {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        var config = await(admin.describeConfigs(Set.of(resource)).all())
                .values()
                .iterator()
                .next();
        var policy = config.get("cleanup.policy").value();
        if (!policy.equals("compact")) {
            throw new StorageException("the schema topic " + topic + " has cleanup.policy=" + policy
                    + " and would lose schemas; set it to compact");
        }
    }

    private <T> T await(KafkaFuture<T> future) {
        try {
            return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        } catch (TimeoutException e) {
            throw failure("does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("was not waited for", e);
        }
    }

    private Map<String, Object> producerSettings() {
        return Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "transactional.id",
                topic + "-writer",
                "transaction.timeout.ms",
                10_000,
                "max.block.ms",
                PATIENCE.toMillis(),
                "delivery.timeout.ms",
                (int) PATIENCE.toMillis(),
                "request.timeout.ms",
                10_000,
                "linger.ms",
                0);
    }

    private void replay(Consumer<RegistryRecord> reader) {
        var settings = Map.<String, Object>of(
                "bootstrap.servers",
                bootstrapServers,
                "isolation.level",
                "read_committed",
                "default.api.timeout.ms",
                (int) PATIENCE.toMillis(),
                "enable.auto.commit",
                false);
        var partition = new TopicPartition(topic, 0);
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            var end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            var deadline = System.nanoTime() + PATIENCE.toNanos();
            while (consumer.position(partition) < end) {
                if (System.nanoTime() - deadline > 0) {
                    throw failure("was not read to its end within " + PATIENCE, null);
                }
                consumer.poll(POLL).forEach(written -> reader.accept(read(written)));
            }
        }
    }

    private RegistryRecord read(ConsumerRecord<byte[], byte @Nullable []> written) {
        try {
            var key = RegistryJson.read(written.key());
            var value = written.value();
            return TopicRecords.read(new TopicRecords.Entry(key, value == null ? null : RegistryJson.read(value)));
        } catch (IOException e) {
            throw failure("holds at offset " + written.offset() + " what no registry has written", e);
        }
    }

    @Override
    public void append(List<RegistryRecord> records) {
        var open = producer;
        if (open == null) {
            throw new IllegalStateException("the log is not open");
        }
        try {
            open.beginTransaction();
            records.forEach(change -> send(open, TopicRecords.write(change)));
            open.commitTransaction();
        } catch (KafkaException e) {
            close();
            throw failure("did not take a write", e);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the commit throws what a send has failed with
    private void send(KafkaProducer<byte[], byte[]> open, TopicRecords.Entry entry) {
        var value = entry.value() == null ? null : RegistryJson.write(entry.value());
        open.send(new ProducerRecord<>(topic, 0, RegistryJson.write(entry.key()), value));
    }

    private StorageException failure(String what, @Nullable Throwable cause) {
        return new StorageException(
                "the schema topic " + topic + " on " + bootstrapServers + " " + what
                        + (cause == null ? "" : ": " + cause.getMessage()),
                cause);
    }

    @Override
    public void close() {
        var open = producer;
        producer = null;
        if (open != null) {
            open.close(Duration.ZERO);
        }
    }
}
