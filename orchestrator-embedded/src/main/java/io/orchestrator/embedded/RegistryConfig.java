package io.orchestrator.embedded;

import java.util.Map;

/**
 * What an embedded registry is started with.
 *
 * @param host the name or address it listens on; {@code 0.0.0.0} for all
 * @param port the port, 0 for any free one
 * @param storage where the schemas are kept
 * @param users password by user name for HTTP basic authentication; empty for none
 */
public record RegistryConfig(String host, int port, RegistryStorage storage, Map<String, String> users) {

    public RegistryConfig {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port is " + port + ", must be 0 to 65535");
        }
        users = Map.copyOf(users);
    }

    /** On 127.0.0.1. */
    public RegistryConfig(int port, RegistryStorage storage, Map<String, String> users) {
        this(BrokerSettings.HOST, port, storage, users);
    }

    /** In memory, any free port, no users. */
    public static RegistryConfig defaults() {
        return new RegistryConfig(0, new RegistryStorage.Memory(), Map.of());
    }

    /** In the topic {@value RegistryStorage#DEFAULT_TOPIC} of these brokers, no users. */
    public static RegistryConfig onTopic(int port, String bootstrapServers) {
        var storage = new RegistryStorage.Topic(bootstrapServers, RegistryStorage.DEFAULT_TOPIC);
        return new RegistryConfig(port, storage, Map.of());
    }

    /** Names the users, never their passwords. */
    @Override
    public String toString() {
        return "RegistryConfig[host=" + host + ", port=" + port + ", storage=" + storage + ", users=" + users.keySet()
                + "]";
    }
}
