package io.orchestrator.client;

import io.orchestrator.client.ClientException.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** Reads a whole topic, from its beginning to what is its end when the reading begins. */
final class TopicReader {

    /** How long reading a whole topic may take. */
    static final Duration MAX_TIME = Duration.ofMinutes(2);

    private static final Duration POLL = Duration.ofMillis(500);

    private final Consumer<String, byte[]> consumer;
    private final String where;

    /** @param where the bootstrap servers, for messages */
    TopicReader(Consumer<String, byte[]> consumer, String where) {
        this.consumer = consumer;
        this.where = where;
    }

    /** Calls {@code onRecord} for every record, each partition in order; a deleted key has a null value. */
    void read(String topic, java.util.function.Consumer<ConsumerRecord<String, byte[]>> onRecord) {
        try {
            var partitions = partitions(topic);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var deadline = System.nanoTime() + MAX_TIME.toNanos();
            while (!reached(ends)) {
                if (System.nanoTime() > deadline) {
                    throw new ClientException(
                            Kind.TIMEOUT, topic + " was not read to its end within " + MAX_TIME.toSeconds() + " s");
                }
                consumer.poll(POLL).forEach(onRecord);
            }
        } catch (KafkaException e) {
            throw KafkaErrors.from(e, "read " + topic, where);
        }
    }

    private boolean reached(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private List<TopicPartition> partitions(String topic) {
        List<PartitionInfo> found = consumer.partitionsFor(topic);
        if (found == null || found.isEmpty()) {
            throw new ClientException(
                    Kind.MISSING,
                    "Kafka at " + where + " has no topic " + topic
                            + ": create the topics with 'orchestrator topics apply', and check the topic prefix");
        }
        return found.stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }
}
