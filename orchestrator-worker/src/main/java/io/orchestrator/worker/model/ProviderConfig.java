package io.orchestrator.worker.model;

import io.orchestrator.config.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One provider.
 *
 * @param name the word before the slash in {@code openai/gpt-4o-mini}
 * @param type what it speaks
 * @param baseUrl where it is; empty for the provider's own address
 * @param apiKey may be empty for servers that ask for none
 * @param timeout of one request
 * @param models the models it offers; empty for any
 * @param prices what tokens cost, by the model's name or {@link Price#ANY}; a model that is not in it has no known price
 */
public record ProviderConfig(
        String name,
        ProviderType type,
        String baseUrl,
        Secret apiKey,
        Duration timeout,
        List<String> models,
        Map<String, Price> prices) {

    /** How long a provider may take for one answer. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

    public ProviderConfig {
        models = List.copyOf(models);
        prices = Map.copyOf(prices);
    }

    Optional<Price> price(String model) {
        return Optional.ofNullable(prices.getOrDefault(model, prices.get(Price.ANY)));
    }
}
