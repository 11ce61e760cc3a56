package io.orchestrator.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that is killed with SIGKILL. */
class BrokerCrashTest {

    @TempDir
    private Path work;

    @Test
    void keepsAcknowledgedRecordsAndSchemasWhenKilled() throws IOException, InterruptedException {
        var folder = work.resolve("data");
        int id;
        try (var process = BrokerProcess.start(folder, work.resolve("address"))) {
            var clients = new Clients(process.bootstrapServers());
            clients.createTopic("kept", 1);
            clients.produce("kept", List.of("a", "b", "c"));
            try (var registry = RegistryServer.start(RegistryConfig.onTopic(0, process.bootstrapServers()))) {
                id = new RegistryHttp(registry.url()).register("kept-value", Schemas.BASE);
            }
            assertThatThrownBy(() -> EmbeddedBroker.start(BrokerConfig.defaults(folder)))
                    .isInstanceOf(EmbeddedException.class)
                    .hasMessageContaining("process " + process.pid());

            process.kill();
        }

        try (var broker = EmbeddedBroker.start(BrokerConfig.defaults(folder));
                var registry = RegistryServer.start(RegistryConfig.onTopic(0, broker.bootstrapServers()))) {
            assertThat(new Clients(broker.bootstrapServers()).committed("kept")).containsExactly("a", "b", "c");
            assertThat(new RegistryHttp(registry.url())
                            .get("/schemas/ids/" + id)
                            .status())
                    .isEqualTo(200);
        }
    }
}
