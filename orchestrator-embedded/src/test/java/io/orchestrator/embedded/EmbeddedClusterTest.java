package io.orchestrator.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes. */
class EmbeddedClusterTest {

    @TempDir
    private Path folder;

    @Test
    void servesOnWhenOneOfThreeNodesStopsAndComesBack() {
        var config = new BrokerConfig(folder, 3, 0, Map.of());
        try (var cluster = EmbeddedBroker.start(config)) {
            var clients = new Clients(cluster.bootstrapServers());
            clients.createTopic("kept", 3);
            clients.produce("kept", List.of("all up"));

            cluster.stopNode(0);
            clients.produce("kept", List.of("one down"));
            cluster.startNode(0);
            cluster.stopNode(1);
            clients.produce("kept", List.of("another down"));

            assertThat(clients.committed("kept")).containsExactly("all up", "one down", "another down");
        }

        try (var cluster = EmbeddedBroker.start(config)) {
            assertThat(new Clients(cluster.bootstrapServers()).committed("kept"))
                    .hasSize(3);
        }
    }
}
