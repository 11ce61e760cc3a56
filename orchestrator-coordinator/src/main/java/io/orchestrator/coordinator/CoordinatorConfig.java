package io.orchestrator.coordinator;

import io.orchestrator.artifact.ArtifactConfig;
import io.orchestrator.config.Secret;
import io.orchestrator.coordinator.http.HttpOptions;
import io.orchestrator.coordinator.runtime.StreamsOptions;
import io.orchestrator.coordinator.streams.JobOptions;
import io.orchestrator.sealing.Sealer;
import io.orchestrator.topics.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a coordinator is started with.
 *
 * @param kafka Kafka client settings; {@code bootstrap.servers} among them
 * @param registry schema registry client settings; {@code schema.registry.url} among them
 * @param topics the names
 * @param claimSecret signs commands; the same on every coordinator, at least {@value #MIN_SECRET} characters
 * @param sealer for sensitive inputs, with the key that workers have too; empty where no workflow has any
 * @param models {@code provider/model} or {@code provider/*} that some worker serves; a workflow that names another is
 *     refused
 * @param streams how Kafka Streams runs
 * @param jobs times in the life of a job
 * @param lagInterval how long between two looks at the lag of the queues
 * @param http where the API is served; empty for none
 * @param artifacts where large values are kept
 */
public record CoordinatorConfig(
        Map<String, String> kafka,
        Map<String, String> registry,
        Topics topics,
        Secret claimSecret,
        Optional<Sealer> sealer,
        List<String> models,
        StreamsOptions streams,
        JobOptions jobs,
        Duration lagInterval,
        Optional<HttpOptions> http,
        ArtifactConfig artifacts) {

    /** Without an artifact store. */
    public CoordinatorConfig(
            Map<String, String> kafka,
            Map<String, String> registry,
            Topics topics,
            Secret claimSecret,
            Optional<Sealer> sealer,
            List<String> models,
            StreamsOptions streams,
            JobOptions jobs,
            Duration lagInterval,
            Optional<HttpOptions> http) {
        this(
                kafka,
                registry,
                topics,
                claimSecret,
                sealer,
                models,
                streams,
                jobs,
                lagInterval,
                http,
                new ArtifactConfig.Inline());
    }

    /** The shortest secret, in characters. */
    public static final int MIN_SECRET = 16;

    public static final Duration DEFAULT_LAG_INTERVAL = Duration.ofSeconds(5);

    static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
    static final String REGISTRY_URL = "schema.registry.url";

    public CoordinatorConfig {
        kafka = Map.copyOf(kafka);
        registry = Map.copyOf(registry);
        models = List.copyOf(models);
        if (!kafka.containsKey(BOOTSTRAP_SERVERS) || !registry.containsKey(REGISTRY_URL)) {
            throw new IllegalArgumentException(BOOTSTRAP_SERVERS + " and " + REGISTRY_URL + " are required");
        }
        if (lagInterval.isZero()) {
            throw new IllegalArgumentException("the lag interval is zero");
        }
        if (claimSecret.value().length() < MIN_SECRET) {
            throw new IllegalArgumentException("the claim secret has fewer than " + MIN_SECRET + " characters");
        }
    }

    String bootstrapServers() {
        return kafka.getOrDefault(BOOTSTRAP_SERVERS, "");
    }

    String registryUrl() {
        return registry.getOrDefault(REGISTRY_URL, "");
    }

    /** Values may hold credentials: only the places are shown. */
    @Override
    public String toString() {
        return "CoordinatorConfig[" + bootstrapServers() + ", " + registryUrl() + ", topics " + topics + "]";
    }
}
