package io.orchestrator.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.orchestrator.client.EventStream.Start;
import io.orchestrator.model.JobEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

class EventStreamTest {

    private static final Start WHOLE = new Start.FirstEvent(Instant.EPOCH);

    private final EventLog log = new EventLog();

    private EventStream open(Start start) {
        return EventStream.open(log.source(EventLog.TOPIC), "a", start);
    }

    private static List<Long> read(EventStream stream) {
        var read = new ArrayList<Long>();
        for (int i = 0; i < 3; i++) {
            stream.poll(Duration.ZERO).stream().map(JobEvent::sequence).forEach(read::add);
        }
        return read;
    }

    @Test
    void choosesThePartitionThatProducersChoose() {
        for (int i = 0; i < 200; i++) {
            var jobId = "job-" + i;

            assertThat(EventStream.partitionOf(jobId, 7))
                    .isEqualTo(BuiltInPartitioner.partitionForKey(jobId.getBytes(StandardCharsets.UTF_8), 7));
        }
    }

    @Test
    void readsTheEventsOfOneJobOnceEach() {
        log.append("a", 1, 10).append("a", 2, 11).append("a", 2, 12);
        for (int i = 0; i < 20; i++) {
            log.append("other-" + i, 1, 12);
        }
        log.append("a", 1, 13).append("a", 3, 14);

        try (var stream = open(WHOLE)) {
            assertThat(read(stream)).containsExactly(1L, 2L, 3L);
        }
        assertThat(log.closed()).isTrue();
    }

    @Test
    void beginsAtATime() {
        log.append("a", 1, 10).append("a", 2, 20).append("a", 3, 30);

        try (var stream = open(new Start.At(Instant.ofEpochMilli(15)))) {
            assertThat(read(stream)).containsExactly(2L, 3L);
        }
    }

    @Test
    void waitsForNewEventsWhenNoneIsAsNewAsThat() {
        log.append("a", 1, 10);

        try (var stream = open(new Start.At(Instant.ofEpochMilli(99)))) {
            assertThat(read(stream)).isEmpty();
            log.append("a", 2, 100);
            assertThat(read(stream)).containsExactly(2L);
        }
    }

    @Test
    void readsTheWholePartitionWhenTheJobIsOlderThanItsIdSays() {
        log.append("a", 1, 10).append("a", 2, 20).append("a", 3, 30);

        try (var stream = open(new Start.FirstEvent(Instant.ofEpochMilli(25)))) {
            assertThat(read(stream)).containsExactly(1L, 2L, 3L);
        }
    }

    @Test
    void saysThatTheFirstEventsAreGone() {
        log.append("a", 4, 10);

        try (var stream = open(WHOLE)) {
            var failure = catchThrowableOfType(ClientException.class, () -> stream.poll(Duration.ZERO));

            assertThat(failure).hasMessageContaining("the first event of job a that is left has number 4");
            assertThat(failure.kind()).isEqualTo(ClientException.Kind.MISSING);
        }
    }

    @Test
    void saysThatEventsAreMissingInBetween() {
        log.append("a", 1, 10).append("a", 3, 11);

        try (var stream = open(WHOLE)) {
            var failure = catchThrowableOfType(ClientException.class, () -> stream.poll(Duration.ZERO));

            assertThat(failure).hasMessageContaining("event 3 of job a follows event 1");
        }
    }

    @Test
    void saysThatTheTopicIsMissing() {
        var source = log.source("p.job.events");

        var failure = catchThrowableOfType(ClientException.class, () -> EventStream.open(source, "a", WHOLE));

        assertThat(failure)
                .hasMessageContaining("broker:9092 has no topic p.job.events")
                .hasMessageContaining("topics apply");
        assertThat(log.closed()).isTrue();
    }
}
