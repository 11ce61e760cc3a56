package io.orchestrator.coordinator;

import io.orchestrator.client.ClientConfig;
import io.orchestrator.client.OrchestratorClient;
import io.orchestrator.codec.Codecs;
import io.orchestrator.config.Secret;
import io.orchestrator.config.Settings;
import io.orchestrator.coordinator.admission.AdmissionOptions;
import io.orchestrator.coordinator.http.HttpOptions;
import io.orchestrator.coordinator.runtime.StreamsOptions;
import io.orchestrator.coordinator.streams.JobOptions;
import io.orchestrator.embedded.BrokerConfig;
import io.orchestrator.embedded.EmbeddedBroker;
import io.orchestrator.embedded.RegistryConfig;
import io.orchestrator.embedded.RegistryServer;
import io.orchestrator.registry.HttpSchemaRegistryClient;
import io.orchestrator.sealing.Sealer;
import io.orchestrator.topics.TopicAdmin;
import io.orchestrator.topics.TopicManifest;
import io.orchestrator.topics.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;

/** A broker and a registry in this JVM, with all topics. */
final class Platform implements AutoCloseable {

    static final int PARTITIONS = 2;

    final Topics topics = new Topics("");
    private final EmbeddedBroker broker;
    private final RegistryServer registry;
    private final HttpSchemaRegistryClient schemas;

    Platform(Path folder) {
        broker = EmbeddedBroker.start(BrokerConfig.defaults(folder.resolve("kafka")));
        registry = RegistryServer.start(RegistryConfig.defaults());
        schemas = HttpSchemaRegistryClient.create(Map.of("schema.registry.url", registry.url()));
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            new TopicAdmin(admin)
                    .apply(new TopicManifest(topics, PARTITIONS, PARTITIONS, (short) 1, List.of(Topics.DEFAULT_QUEUE)));
        }
    }

    /** As if it had lost its machine; {@link #close} may still be called. */
    void stopBroker() {
        broker.close();
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    Codecs codecs() {
        return Codecs.create(schemas, topics);
    }

    CoordinatorConfig config(Path stateDir) {
        return config(stateDir, topics, 0);
    }

    /** With limits. */
    CoordinatorConfig limited(Path stateDir, AdmissionOptions limits) {
        return config(stateDir, topics, 0, JobOptions.defaults().with(limits));
    }

    CoordinatorConfig config(Path stateDir, Topics named, int httpPort) {
        return config(stateDir, named, httpPort, JobOptions.defaults());
    }

    private CoordinatorConfig config(Path stateDir, Topics named, int httpPort, JobOptions jobs) {
        return new CoordinatorConfig(
                Map.of("bootstrap.servers", bootstrapServers()),
                Map.of("schema.registry.url", registry.url()),
                named,
                new Secret("a secret of enough length"),
                Optional.of(Sealer.of(new Secret("the key of sensitive inputs"))),
                List.of(),
                StreamsOptions.defaults(stateDir),
                jobs,
                CoordinatorConfig.DEFAULT_LAG_INTERVAL,
                Optional.of(HttpOptions.defaults(httpPort)));
    }

    /** A transaction collects for ten minutes, far longer than any test waits. */
    CoordinatorConfig rarelyCommitting(Path stateDir) {
        var settings = Settings.read(
                Optional.empty(),
                Map.of(),
                Map.of(
                        "bootstrap.servers", bootstrapServers(),
                        "schema.registry.url", registry.url(),
                        "claim.secret", "a secret of enough length",
                        "coordinator.state.dir", stateDir.toString(),
                        "coordinator.http.enabled", "false",
                        "coordinator.commit.interval", "10m",
                        "streams.producer.transaction.timeout.ms", "600000"));
        var config = CoordinatorSettings.read(settings);
        settings.finish();
        return config;
    }

    OrchestratorClient client() {
        return OrchestratorClient.create(
                new ClientConfig(bootstrapServers(), Map.of(), Map.of("schema.registry.url", registry.url()), topics));
    }

    PlainWorker worker() {
        return new PlainWorker(bootstrapServers(), codecs(), topics, PARTITIONS);
    }

    @Override
    public void close() {
        schemas.close();
        registry.close();
        broker.close();
    }
}
