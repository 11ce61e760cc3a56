package io.orchestrator.cli;

import io.orchestrator.cli.stack.Addresses;
import io.orchestrator.cli.stack.TopicSettings;
import io.orchestrator.client.ClientConfig;
import io.orchestrator.config.Settings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Where clients of this process connect. */
final class Connection {

    static final String BOOTSTRAP = "bootstrap.servers";
    static final String REGISTRY = "schema.registry.url";

    private static final String DEFAULT_REGISTRY = "http://127.0.0.1:8081";

    private Connection() {}

    /** As the settings say; empty where they name no broker. */
    static Optional<ClientConfig> configured(Settings settings) {
        return settings.text(BOOTSTRAP)
                .map(bootstrap -> config(settings, bootstrap, settings.text(REGISTRY, DEFAULT_REGISTRY)));
    }

    /** @throws CliException where the settings name no broker */
    static ClientConfig required(Settings settings) {
        return configured(settings)
                .orElseThrow(() -> CliException.invalid(
                        "name a cluster with --bootstrap HOST:PORT, or with the setting " + BOOTSTRAP));
    }

    /** A stack on this machine. */
    static ClientConfig local(Settings settings, Addresses addresses) {
        return config(settings, addresses.bootstrap(), addresses.registry());
    }

    private static ClientConfig config(Settings settings, String bootstrap, String registry) {
        var registryProperties = new LinkedHashMap<String, String>(settings.under("registry."));
        registryProperties.put(REGISTRY, registry);
        return new ClientConfig(
                bootstrap, Map.copyOf(settings.under("kafka.")), registryProperties, TopicSettings.prefix(settings));
    }
}
