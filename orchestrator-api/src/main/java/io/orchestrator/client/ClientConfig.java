package io.orchestrator.client;

import io.orchestrator.topics.Topics;
import java.util.Map;

/**
 * Where the client connects.
 *
 * @param bootstrapServers {@code host:port}, several with commas
 * @param kafkaProperties Kafka client settings, for example {@code security.protocol}; they win over the client's own
 * @param registryProperties {@code schema.registry.url} and what the registry client takes besides
 * @param topics the names
 */
public record ClientConfig(
        String bootstrapServers,
        Map<String, String> kafkaProperties,
        Map<String, String> registryProperties,
        Topics topics) {
    public ClientConfig {
        kafkaProperties = Map.copyOf(kafkaProperties);
        registryProperties = Map.copyOf(registryProperties);
    }

    /** Values may hold credentials: only the places are shown. */
    @Override
    public String toString() {
        return "ClientConfig[" + bootstrapServers + ", topics " + topics + "]";
    }
}
