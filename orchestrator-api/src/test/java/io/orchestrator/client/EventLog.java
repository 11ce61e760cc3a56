package io.orchestrator.client;

import io.orchestrator.codec.Codec;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobFact;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** A topic of job events in memory, read through Kafka's own mock consumer. */
final class EventLog {

    static final String TOPIC = "job.events";
    static final int PARTITIONS = 3;

    /** Job and sequence as text. */
    static final Codec<JobEvent> CODEC = new Codec<>() {
        @Override
        public byte[] encode(JobEvent event) {
            return (event.jobId() + " " + event.sequence()).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public JobEvent decode(byte[] bytes) {
            var text = new String(bytes, StandardCharsets.UTF_8);
            var space = text.indexOf(' ');
            return event(text.substring(0, space), Long.parseLong(text.substring(space + 1)));
        }
    };

    private final List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    private final Reader consumer = new Reader();

    static JobEvent event(String jobId, long sequence) {
        return new JobEvent(jobId, sequence, 0, 0, new JobFact.StepCancelled("s"));
    }

    /** Appends to the job's partition. */
    EventLog append(String jobId, long sequence, long timestamp) {
        var partition = EventStream.partitionOf(jobId, PARTITIONS);
        records.add(new ConsumerRecord<>(
                TOPIC,
                partition,
                size(partition),
                timestamp,
                TimestampType.CREATE_TIME,
                0,
                0,
                jobId,
                CODEC.encode(event(jobId, sequence)),
                new RecordHeaders(),
                Optional.empty()));
        return this;
    }

    private long size(int partition) {
        return records.stream()
                .filter(record -> record.partition() == partition)
                .count();
    }

    EventStream.Source source(String topic) {
        return new EventStream.Source(consumer, CODEC, topic, "broker:9092");
    }

    boolean closed() {
        return consumer.closed();
    }

    /** Adds what the mock lacks: times, and records that stay when they were read. */
    private final class Reader extends MockConsumer<String, byte[]> {
        Reader() {
            super("earliest");
            var infos = new ArrayList<PartitionInfo>();
            for (int p = 0; p < PARTITIONS; p++) {
                infos.add(new PartitionInfo(TOPIC, p, Node.noNode(), new Node[0], new Node[0]));
            }
            updatePartitions(TOPIC, infos);
        }

        private void refresh(TopicPartition partition) {
            updateBeginningOffsets(Map.of(partition, 0L));
            updateEndOffsets(Map.of(partition, size(partition.partition())));
        }

        @Override
        public synchronized ConsumerRecords<String, byte[]> poll(Duration timeout) {
            var assigned = assignment().iterator().next();
            refresh(assigned);
            var from = position(assigned);
            records.stream()
                    .filter(record -> record.partition() == assigned.partition() && record.offset() >= from)
                    .forEach(this::addRecord);
            return super.poll(timeout);
        }

        @Override
        public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> times) {
            var found = new HashMap<TopicPartition, OffsetAndTimestamp>();
            times.forEach((partition, time) -> {
                refresh(partition);
                records.stream()
                        .filter(record -> record.partition() == partition.partition() && record.timestamp() >= time)
                        .findFirst()
                        .ifPresent(record ->
                                found.put(partition, new OffsetAndTimestamp(record.offset(), record.timestamp())));
            });
            return found;
        }
    }
}
