package io.orchestrator.worker.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.topics.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.junit.jupiter.api.Test;

final class KafkaClientsTest {

    @Test
    void readsOrdersWhenTheyAreCommittedOnly() {
        var config = new LoopConfig(
                "worker-1",
                new Topics(""),
                List.of("default"),
                1,
                LoopConfig.DEFAULT_GRACE,
                LoopConfig.DEFAULT_LEASE,
                LoopConfig.DEFAULT_DRAIN,
                Duration.ofMillis(500));

        var settings = new KafkaClients(Map.of("bootstrap.servers", "nowhere:1"), config).controlSettings();

        assertThat(settings).containsEntry(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    }
}
