package io.orchestrator.cli.chaos;

import io.orchestrator.client.ClientConfig;
import io.orchestrator.codec.Codec;
import io.orchestrator.codec.Codecs;
import io.orchestrator.codec.UndecodableException;
import io.orchestrator.model.DeadLetter;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobView;
import io.orchestrator.registry.HttpSchemaRegistryClient;
import io.orchestrator.registry.SchemaRegistryClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads what is committed in the topics. */
final class Events implements AutoCloseable {

    /** How long reading a topic to its end may take. */
    private static final Duration MAX_TIME = Duration.ofMinutes(5);

    /** The most events that are held in memory. */
    static final int MAX_EVENTS = 3_000_000;

    static final Duration POLL = Duration.ofMillis(200);

    private final ClientConfig config;
    private final SchemaRegistryClient registry;
    private final Codecs codecs;

    Events(ClientConfig config) {
        this.config = config;
        registry = HttpSchemaRegistryClient.create(config.registryProperties());
        codecs = Codecs.create(registry, config.topics());
    }

    /** At the beginning of every partition; a broker that has lost records is not read past. */
    KafkaConsumer<String, byte[]> open(String topic) {
        var properties = new LinkedHashMap<String, Object>(config.kafkaProperties());
        properties.put("bootstrap.servers", config.bootstrapServers());
        properties.put("client.id", "orchestrator-chaos");
        properties.put("isolation.level", "read_committed");
        properties.put("enable.auto.commit", "false");
        properties.put("allow.auto.create.topics", "false");
        properties.put("auto.offset.reset", "none");
        properties.put("enable.metrics.push", "false");
        var consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
        var partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }

    String jobEvents() {
        return config.topics().jobEvents();
    }

    /** @throws ChaosException where it cannot be read: nobody else has written there */
    JobEvent event(ConsumerRecord<String, byte[]> record) {
        return decode(codecs.jobEvents(), record);
    }

    /** Every event by job, each job's in the order of the log. */
    Map<String, List<JobEvent>> byJob() {
        var jobs = new LinkedHashMap<String, List<JobEvent>>();
        read(
                config.topics().jobEvents(),
                record -> jobs.computeIfAbsent(record.key(), id -> new ArrayList<>())
                        .add(event(record)));
        return jobs;
    }

    /** The last view of each job. */
    Map<String, JobView> views() {
        var views = new LinkedHashMap<String, JobView>();
        BiConsumer<String, ConsumerRecord<String, byte[]>> put = (id, record) -> {
            if (record.value() == null) {
                views.remove(id);
            } else {
                views.put(id, decode(codecs.jobViews(), record));
            }
        };
        read(config.topics().jobViews(), record -> put.accept(record.key(), record));
        return views;
    }

    List<DeadLetter> deadLetters() {
        var letters = new ArrayList<DeadLetter>();
        read(config.topics().deadLetters(), record -> letters.add(decode(codecs.deadLetters(), record)));
        return letters;
    }

    private void read(String topic, Consumer<ConsumerRecord<String, byte[]>> onRecord) {
        var count = 0;
        try (var consumer = open(topic)) {
            var ends = consumer.endOffsets(consumer.assignment());
            var deadline = System.nanoTime() + MAX_TIME.toNanos();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (var record : consumer.poll(POLL)) {
                    onRecord.accept(record);
                    count++;
                }
                if (count > MAX_EVENTS || System.nanoTime() > deadline) {
                    throw new ChaosException(topic + " was not read to its end: " + count + " records in "
                            + MAX_TIME.toSeconds() + " s are the limits; run for a shorter time");
                }
            }
        }
    }

    private static <T> T decode(Codec<T> codec, ConsumerRecord<String, byte[]> record) {
        try {
            return codec.decode(record.value());
        } catch (UndecodableException e) {
            throw new ChaosException(
                    record.topic() + "-" + record.partition() + ", offset " + record.offset() + ": " + e.getMessage(),
                    e);
        }
    }

    @Override
    public void close() {
        registry.close();
    }
}
