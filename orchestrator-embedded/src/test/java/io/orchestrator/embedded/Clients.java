package io.orchestrator.embedded;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What the tests do with a cluster, over ordinary clients. */
final class Clients {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String bootstrapServers;

    Clients(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    Map<String, Object> settings(Map<String, Object> more) {
        var all = new HashMap<>(more);
        all.put("bootstrap.servers", bootstrapServers);
        return all;
    }

    Admin admin() {
        return Admin.create(settings(Map.of()));
    }

    void createTopic(String name, int replicas) {
        try (var admin = admin()) {
            get(admin.createTopics(List.of(new NewTopic(name, 1, (short) replicas)))
                    .all());
        }
    }

    void setGroup(String group, String setting, String value) {
        var change = new AlterConfigOp(new ConfigEntry(setting, value), AlterConfigOp.OpType.SET);
        try (var admin = admin()) {
            get(admin.incrementalAlterConfigs(
                            Map.of(new ConfigResource(ConfigResource.Type.GROUP, group), List.of(change)))
                    .all());
        }
    }

    KafkaProducer<String, String> producer(Map<String, Object> more) {
        return new KafkaProducer<>(settings(more), new StringSerializer(), new StringSerializer());
    }

    void produce(String topic, List<String> values) {
        try (var producer = producer(Map.of("acks", "all"))) {
            var sent = values.stream()
                    .map(value -> producer.send(new ProducerRecord<>(topic, value)))
                    .toList();
            sent.forEach(Clients::get);
        }
    }

    /** The committed values of a topic's one partition, from its beginning. */
    List<String> committed(String topic) {
        return read(topic).stream().map(ConsumerRecord::value).toList();
    }

    /** The same as {@code key=value}. */
    List<String> committedRecords(String topic) {
        return read(topic).stream().map(read -> read.key() + "=" + read.value()).toList();
    }

    private List<ConsumerRecord<String, String>> read(String topic) {
        var records = new ArrayList<ConsumerRecord<String, String>>();
        var partition = new TopicPartition(topic, 0);
        var settings = settings(Map.of("isolation.level", "read_committed"));
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            var end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            var deadline = System.nanoTime() + PATIENCE.toNanos();
            while (consumer.position(partition) < end && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    static <T> T get(Future<T> future) {
        try {
            return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
