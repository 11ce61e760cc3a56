package io.orchestrator.coordinator.runtime;

import static org.awaitility.Awaitility.await;

import io.orchestrator.topics.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class BrakedConsumerTest {

    /** Fails where Kafka Streams has lost the hook, or its consumer waits as it should: then the brake can go. */
    @Test
    void pausesStreamThreadsWhenNoBrokerCanBeReached(@TempDir Path stateDir) {
        var pauses = new AtomicInteger();
        var properties = StreamsProperties.of(
                "nobody", Map.of("bootstrap.servers", "127.0.0.1:9"), StreamsOptions.defaults(stateDir));
        BrakedConsumer.install(properties, pauses::incrementAndGet);
        var topology = new Topology();
        topology.addSource("source", "topic");

        try (var streams = new KafkaStreams(topology, properties, new Clients(new Topics("")))) {
            streams.start();

            await().atMost(Duration.ofSeconds(60)).until(() -> pauses.get() > 3);
        }
    }
}
