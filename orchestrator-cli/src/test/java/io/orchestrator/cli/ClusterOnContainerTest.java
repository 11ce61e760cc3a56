package io.orchestrator.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** On Kafka's own image, with the settings it has in {@code docker-compose.yml}; skipped where no Docker engine answers. */
@ExtendWith(DockerEngine.class)
class ClusterOnContainerTest implements ClusterContract {

    private static final DockerImageName OFFICIAL = DockerImageName.parse("apache/kafka");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static KafkaContainer kafka;

    @SuppressWarnings("NullAway.Init")
    private static Cluster cluster;

    @BeforeAll
    @SuppressWarnings("resource") // stop() closes it
    static void start() throws IOException {
        kafka = new KafkaContainer(
                        DockerImageName.parse(System.getProperty("kafka.image")).asCompatibleSubstituteFor(OFFICIAL))
                .withEnv(ComposeFile.read().brokerTuning());
        kafka.start();
        cluster = Cluster.start(kafka.getBootstrapServers(), folder);
    }

    @AfterAll
    static void stop() {
        try {
            cluster.close();
        } finally {
            kafka.close();
        }
    }

    @Override
    public Cluster cluster() {
        return cluster;
    }
}
