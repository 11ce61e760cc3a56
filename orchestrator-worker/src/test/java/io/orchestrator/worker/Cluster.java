package io.orchestrator.worker;

import io.orchestrator.codec.Codecs;
import io.orchestrator.embedded.BrokerConfig;
import io.orchestrator.embedded.EmbeddedBroker;
import io.orchestrator.embedded.RegistryConfig;
import io.orchestrator.embedded.RegistryServer;
import io.orchestrator.registry.HttpSchemaRegistryClient;
import io.orchestrator.registry.SchemaRegistryClient;
import io.orchestrator.topics.TopicAdmin;
import io.orchestrator.topics.TopicManifest;
import io.orchestrator.topics.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** A broker and a registry. */
public final class Cluster implements AutoCloseable {

    private static final int PARTITIONS = 4;

    private final EmbeddedBroker broker;
    private final RegistryServer registryServer;
    private final SchemaRegistryClient registry;

    private Cluster(EmbeddedBroker broker, RegistryServer registryServer) {
        this.broker = broker;
        this.registryServer = registryServer;
        this.registry = HttpSchemaRegistryClient.create(Map.of("schema.registry.url", registryServer.url()));
    }

    public static Cluster start(Path folder) {
        var broker = EmbeddedBroker.start(BrokerConfig.defaults(folder));
        return new Cluster(broker, RegistryServer.start(RegistryConfig.defaults()));
    }

    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    String registryUrl() {
        return registryServer.url();
    }

    public SchemaRegistryClient registry() {
        return registry;
    }

    Codecs codecs(Topics topics) {
        return Codecs.create(registry, topics);
    }

    /** Creates all topics under a prefix of their own, so that tests do not see each other. */
    public Topics topics(String prefix) {
        var topics = new Topics(prefix);
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            new TopicAdmin(admin)
                    .apply(new TopicManifest(topics, PARTITIONS, PARTITIONS, (short) 1, List.of(Topics.DEFAULT_QUEUE)));
        }
        return topics;
    }

    @Override
    public void close() {
        registry.close();
        registryServer.close();
        broker.close();
    }
}
