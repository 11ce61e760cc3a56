package io.orchestrator.worker.model;

import io.orchestrator.config.Secret;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The providers of this worker. Immutable, thread-safe. */
public final class ConfiguredModels {

    private final List<ProviderConfig> configs;
    private final Map<String, ModelProvider> providers = new LinkedHashMap<>();

    private ConfiguredModels(List<ProviderConfig> configs) {
        this.configs = List.copyOf(configs);
        for (var config : configs) {
            providers.put(config.name(), new ModelProvider(config, ChatModels.create(config)));
        }
    }

    /** The clients of these providers; nothing is sent yet. */
    public static ConfiguredModels create(List<ProviderConfig> configs) {
        return new ConfiguredModels(configs);
    }

    /** What workflows may name: {@code openai/*} where a provider offers any model, {@code ollama/llama3.2} else. */
    public List<String> patterns() {
        return patterns(configs);
    }

    /** As {@link #patterns()}, of a configuration nobody has connected to. */
    public static List<String> patterns(List<ProviderConfig> configs) {
        var patterns = new ArrayList<String>();
        for (var config : configs) {
            if (config.models().isEmpty()) {
                patterns.add(config.name() + "/*");
            }
            config.models().forEach(model -> patterns.add(config.name() + "/" + model));
        }
        return List.copyOf(patterns);
    }

    /** The keys, so that they can be masked wherever they turn up. */
    public List<Secret> keys() {
        return configs.stream()
                .map(ProviderConfig::apiKey)
                .filter(key -> !key.isEmpty())
                .toList();
    }

    Optional<ModelProvider> find(ModelName name) {
        return Optional.ofNullable(providers.get(name.provider())).filter(p -> offers(name));
    }

    private boolean offers(ModelName name) {
        return configs.stream()
                .filter(config -> config.name().equals(name.provider()))
                .anyMatch(config -> config.models().isEmpty() || config.models().contains(name.model()));
    }

    /** The settings that hold a provider's key. */
    static String keyHint(ProviderConfig provider) {
        var setting = "models." + provider.name() + ".api-key (or .api-key.file)";
        return switch (provider.name()) {
            case "openai" -> setting + " or OPENAI_API_KEY";
            case "anthropic" -> setting + " or ANTHROPIC_API_KEY";
            case "gemini" -> setting + " or GEMINI_API_KEY";
            default -> setting;
        };
    }

    /** What to set so that a provider is there. */
    static String setupHint(String provider) {
        return switch (provider) {
            case "openai" -> "OPENAI_API_KEY (and OPENAI_BASE_URL for another server)";
            case "anthropic" -> "ANTHROPIC_API_KEY";
            case "gemini" -> "GEMINI_API_KEY or GOOGLE_API_KEY";
            case "ollama" -> "OLLAMA_BASE_URL, for example http://localhost:11434";
            default -> "models." + provider + ".type and models." + provider + ".base-url";
        };
    }
}
