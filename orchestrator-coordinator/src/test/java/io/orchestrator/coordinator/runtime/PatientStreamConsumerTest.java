package io.orchestrator.coordinator.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.topics.Topics;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class PatientStreamConsumerTest {

    /** Fails where Kafka Streams has lost the hook. */
    @Test
    void isWhatStreamThreadsPollWhenTheProtocolIsStreams(@TempDir Path stateDir) {
        var properties = StreamsProperties.of(
                "nobody", Map.of("bootstrap.servers", "127.0.0.1:9"), StreamsOptions.defaults(stateDir));
        var topology = new Topology();
        topology.addSource("source", "topic");

        try (var streams = new KafkaStreams(topology, properties, new Clients(new Topics("")))) {
            streams.start();

            Awaitility.await()
                    .untilAsserted(() -> assertThat(stackOf("-StreamThread-1"))
                            .extracting(StackTraceElement::getClassName)
                            .contains("org.apache.kafka.streams.internals.ConsumerWrapper"));
        }
    }

    private static StackTraceElement[] stackOf(String thread) {
        return Arrays.stream(ManagementFactory.getThreadMXBean().dumpAllThreads(false, false))
                .filter(info -> info.getThreadName().endsWith(thread))
                .findFirst()
                .orElseThrow()
                .getStackTrace();
    }
}
