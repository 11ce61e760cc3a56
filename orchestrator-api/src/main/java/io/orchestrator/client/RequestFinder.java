package io.orchestrator.client;

import io.orchestrator.client.ClientException.Kind;
import io.orchestrator.codec.Codec;
import io.orchestrator.codec.UndecodableException;
import io.orchestrator.model.JobRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Looks for the request of a job: near a time first, then in all that is left. Used by one thread. */
final class RequestFinder {

    /** How long one search may take. */
    static final Duration MAX_TIME = Duration.ofSeconds(30);

    /** A job is accepted this long after its request, or sooner: it may wait for its workflow, or for a coordinator. */
    private static final Duration BEFORE = Duration.ofMinutes(1);

    private static final Duration POLL = Duration.ofMillis(500);

    private final Consumer<String, byte[]> consumer;
    private final Codec<JobRequest> codec;
    private final String topic;
    private final String where;

    /** @param where the bootstrap servers, for messages */
    RequestFinder(Consumer<String, byte[]> consumer, Codec<JobRequest> codec, String topic, String where) {
        this.consumer = consumer;
        this.codec = codec;
        this.topic = topic;
        this.where = where;
    }

    Optional<JobRequest> find(String jobId, Instant near, Predicate<JobRequest> wanted) {
        try {
            var partition = new TopicPartition(
                    topic,
                    EventStream.partitionOf(jobId, consumer.partitionsFor(topic).size()));
            var all = List.of(partition);
            consumer.assign(all);
            var end = consumer.endOffsets(all).getOrDefault(partition, 0L);
            var from = near.minus(BEFORE).toEpochMilli();
            var guess = consumer.offsetsForTimes(Map.of(partition, Math.max(0, from)))
                    .get(partition);
            if (guess != null) {
                consumer.seek(partition, guess.offset());
                var found = scan(partition, end, jobId, wanted);
                if (found.isPresent()) {
                    return found;
                }
            }
            consumer.seekToBeginning(all);
            return scan(partition, guess == null ? end : guess.offset(), jobId, wanted);
        } catch (KafkaException e) {
            throw KafkaErrors.from(e, "read " + topic, where);
        }
    }

    private Optional<JobRequest> scan(TopicPartition partition, long end, String jobId, Predicate<JobRequest> wanted) {
        var deadline = System.nanoTime() + MAX_TIME.toNanos();
        while (consumer.position(partition) < end) {
            if (System.nanoTime() > deadline) {
                throw new ClientException(
                        Kind.TIMEOUT,
                        "the request of job " + jobId + " was not found in " + topic + " within " + MAX_TIME.toSeconds()
                                + " s");
            }
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                var request = jobId.equals(record.key()) ? decode(record) : Optional.<JobRequest>empty();
                if (request.filter(wanted).isPresent()) {
                    return request;
                }
            }
        }
        return Optional.empty();
    }

    /** Empty where it cannot be read: the coordinator made a dead letter of it, and no job. */
    private Optional<JobRequest> decode(ConsumerRecord<String, byte[]> record) {
        try {
            return Optional.of(codec.decode(record.value()));
        } catch (UndecodableException e) {
            return Optional.empty();
        }
    }
}
