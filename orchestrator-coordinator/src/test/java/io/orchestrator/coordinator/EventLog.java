package io.orchestrator.coordinator;

import io.orchestrator.codec.Codecs;
import io.orchestrator.model.AdmissionFact;
import io.orchestrator.model.JobEvent;
import io.orchestrator.topics.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Everything committed to {@code job.events}, and what it says of limits. */
final class EventLog implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(50);

    final List<JobEvent> events = new ArrayList<>();
    private final Consumer<String, byte[]> consumer;
    private final Codecs codecs;

    EventLog(String bootstrapServers, Codecs codecs, Topics topics, int partitions) {
        this.codecs = codecs;
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "auto.offset.reset",
                "earliest",
                "isolation.level",
                "read_committed",
                "enable.auto.commit",
                false);
        consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        consumer.assign(IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topics.jobEvents(), partition))
                .toList());
    }

    /** Reads on. */
    void read() {
        consumer.poll(POLL).forEach(record -> events.add(codecs.jobEvents().decode(record.value())));
    }

    /** Jobs that have ended. */
    long ended() {
        return events.stream().filter(event -> event.fact().terminal()).count();
    }

    /** The most jobs that ran at the same time: from where they were let through to where they ended. */
    int mostRunning() {
        var running = 0;
        var most = 0;
        for (JobEvent event : inTime()) {
            running += change(event);
            most = Math.max(most, running);
        }
        return most;
    }

    /** By time; of those at the same one an end is first, for a place that is free may be taken. */
    List<JobEvent> inTime() {
        return events.stream()
                .sorted(Comparator.comparingLong(JobEvent::atMs).thenComparingInt(EventLog::change))
                .toList();
    }

    private static int change(JobEvent event) {
        if (event.fact().terminal()) {
            return -1;
        }
        return event.fact() instanceof AdmissionFact.Admitted admitted && admitted.left() == 0 ? 1 : 0;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
