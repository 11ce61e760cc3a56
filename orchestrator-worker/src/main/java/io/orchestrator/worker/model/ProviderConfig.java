package io.orchestrator.worker.model;

import io.orchestrator.config.Secret;
import java.time.Duration;
import java.util.List;

/**
 * One provider.
 *
 * @param name the word before the slash in {@code openai/gpt-4o-mini}
 * @param type what it speaks
 * @param baseUrl where it is; empty for the provider's own address
 * @param apiKey may be empty for servers that ask for none
 * @param timeout of one request
 * @param models the models it offers; empty for any
 */
public record ProviderConfig(
        String name, ProviderType type, String baseUrl, Secret apiKey, Duration timeout, List<String> models) {

    /** How long a provider may take for one answer. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

    public ProviderConfig {
        models = List.copyOf(models);
    }
}
