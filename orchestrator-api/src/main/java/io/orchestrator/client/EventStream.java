package io.orchestrator.client;

import io.orchestrator.client.ClientException.Kind;
import io.orchestrator.codec.Codec;
import io.orchestrator.codec.UndecodableException;
import io.orchestrator.model.JobEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;

/** The events of one job, read from its partition of {@code job.events}. Used by one thread. */
final class EventStream implements AutoCloseable {

    /** After so long without any record the cluster is asked whether it is still there. */
    private static final Duration QUIET = Duration.ofSeconds(10);

    private final Consumer<String, byte[]> consumer;
    private final Codec<JobEvent> codec;
    private final String jobId;
    private final Start start;
    private final String where;
    private final TopicPartition partition;
    private EventSequence sequence = new EventSequence();
    private boolean fromBeginning;
    private long lastSignNanos = System.nanoTime();

    /** Where to begin. */
    sealed interface Start {
        /** At the first record that is as new as this. */
        record At(Instant from) implements Start {}

        /** At the job's first event, which is not older than this; where it is, the whole partition is read. */
        record FirstEvent(Instant guess) implements Start {}
    }

    /**
     * @param topic of job events
     * @param where the bootstrap servers, for messages
     */
    record Source(Consumer<String, byte[]> consumer, Codec<JobEvent> codec, String topic, String where) {}

    private EventStream(Source source, String jobId, Start start, TopicPartition partition) {
        this.consumer = source.consumer();
        this.codec = source.codec();
        this.where = source.where();
        this.jobId = jobId;
        this.start = start;
        this.partition = partition;
    }

    /** Takes over the consumer: it is closed with the stream, also where opening fails. */
    static EventStream open(Source source, String jobId, Start start) {
        try {
            var partition = partition(source, jobId);
            var stream = new EventStream(source, jobId, start, partition);
            source.consumer().assign(List.of(partition));
            stream.seek(
                    switch (start) {
                        case Start.At at -> at.from();
                        case Start.FirstEvent first -> first.guess();
                    });
            return stream;
        } catch (KafkaException e) {
            source.consumer().close();
            throw KafkaErrors.from(e, "read " + source.topic(), source.where());
        } catch (ClientException e) {
            source.consumer().close();
            throw e;
        }
    }

    private static TopicPartition partition(Source source, String jobId) {
        var partitions = source.consumer().partitionsFor(source.topic());
        if (partitions == null || partitions.isEmpty()) {
            throw new ClientException(
                    Kind.MISSING,
                    "Kafka at " + source.where() + " has no topic " + source.topic()
                            + ": create the topics with 'orchestrator topics apply', and check the topic prefix");
        }
        return new TopicPartition(source.topic(), partitionOf(jobId, partitions.size()));
    }

    /** As Kafka's own partitioner does it for records with a key. */
    static int partitionOf(String jobId, int partitions) {
        return Utils.toPositive(Utils.murmur2(jobId.getBytes(StandardCharsets.UTF_8))) % partitions;
    }

    private void seek(Instant from) {
        if (from.toEpochMilli() <= 0) {
            fromBeginning = true;
            consumer.seekToBeginning(List.of(partition));
            return;
        }
        var found =
                consumer.offsetsForTimes(Map.of(partition, from.toEpochMilli())).get(partition);
        if (found == null) {
            consumer.seekToEnd(List.of(partition));
            // Makes the position take effect now: an event written after this call must not be missed.
            consumer.position(partition);
        } else {
            consumer.seek(partition, found.offset());
        }
    }

    /**
     * New events of the job; waits until there is some record or the time is over.
     *
     * @throws ClientException where the cluster does not answer, or the job's first events are gone
     */
    List<JobEvent> poll(Duration time) {
        try {
            var events = new ArrayList<JobEvent>();
            var records = consumer.poll(time);
            for (ConsumerRecord<String, byte[]> record : records) {
                if (jobId.equals(record.key()) && !take(record, events)) {
                    return List.of();
                }
            }
            watchForSilence(records.isEmpty());
            return events;
        } catch (KafkaException e) {
            throw KafkaErrors.from(e, "read the events of job " + jobId, where);
        }
    }

    /** False where the reading begins anew. */
    private boolean take(ConsumerRecord<String, byte[]> record, List<JobEvent> events) {
        var event = decode(record);
        if (sequence.empty() && event.sequence() > 1 && start instanceof Start.FirstEvent) {
            restart(event);
            return false;
        }
        if (sequence.accept(event)) {
            events.add(event);
        }
        return true;
    }

    private void restart(JobEvent event) {
        if (fromBeginning) {
            throw new ClientException(
                    Kind.MISSING,
                    "the first event of job " + jobId + " that is left has number " + event.sequence()
                            + ": those before it are gone, see the retention of " + partition.topic());
        }
        fromBeginning = true;
        sequence = new EventSequence();
        consumer.seekToBeginning(List.of(partition));
    }

    private JobEvent decode(ConsumerRecord<String, byte[]> record) {
        try {
            return codec.decode(record.value());
        } catch (UndecodableException e) {
            throw new ClientException(
                    Kind.REFUSED,
                    "event of job " + jobId + " at " + partition + ", offset " + record.offset() + ": "
                            + e.getMessage(),
                    e);
        }
    }

    /** Kafka's consumer itself waits for ever for brokers that are gone. */
    private void watchForSilence(boolean quiet) {
        var now = System.nanoTime();
        if (quiet && now - lastSignNanos > QUIET.toNanos()) {
            consumer.endOffsets(Set.of(partition));
            lastSignNanos = System.nanoTime();
        } else if (!quiet) {
            lastSignNanos = now;
        }
    }

    /** The offset after the last committed record at this moment. */
    long end() {
        try {
            return consumer.endOffsets(Set.of(partition)).getOrDefault(partition, 0L);
        } catch (KafkaException e) {
            throw KafkaErrors.from(e, "read the events of job " + jobId, where);
        }
    }

    /** The offset of the next record to be read. */
    long position() {
        try {
            return consumer.position(partition);
        } catch (KafkaException e) {
            throw KafkaErrors.from(e, "read the events of job " + jobId, where);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
