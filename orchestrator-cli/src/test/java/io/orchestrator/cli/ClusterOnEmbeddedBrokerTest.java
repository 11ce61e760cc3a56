package io.orchestrator.cli;

import io.orchestrator.embedded.BrokerConfig;
import io.orchestrator.embedded.EmbeddedBroker;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** On a broker in this JVM. */
class ClusterOnEmbeddedBrokerTest implements ClusterContract {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static EmbeddedBroker broker;

    @SuppressWarnings("NullAway.Init")
    private static Cluster cluster;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(BrokerConfig.defaults(folder.resolve("kafka")));
        cluster = Cluster.start(broker.bootstrapServers(), folder);
    }

    @AfterAll
    static void stop() {
        try {
            cluster.close();
        } finally {
            broker.close();
        }
    }

    @Override
    public Cluster cluster() {
        return cluster;
    }
}
