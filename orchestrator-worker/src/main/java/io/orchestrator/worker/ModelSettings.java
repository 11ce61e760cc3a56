package io.orchestrator.worker;

import io.orchestrator.config.Secret;
import io.orchestrator.config.Settings;
import io.orchestrator.worker.model.Price;
import io.orchestrator.worker.model.ProviderConfig;
import io.orchestrator.worker.model.ProviderType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads {@code models.<provider>.type}, {@code .base-url}, {@code .api-key}, {@code .api-key.file}, {@code .timeout},
 * {@code .models} and {@code .prices}: dollars a million tokens in and out, {@code gpt-4o-mini:0.15/0.60, *:5/15}. Without any, the variables that the providers' own tools know make a provider: {@code OPENAI_API_KEY},
 * {@code OPENAI_BASE_URL}, {@code ANTHROPIC_API_KEY}, {@code GEMINI_API_KEY}, {@code GOOGLE_API_KEY}, {@code
 * OLLAMA_BASE_URL}.
 */
public final class ModelSettings {

    private static final Set<String> FIELDS =
            Set.of("type", "base-url", "api-key", "api-key.file", "timeout", "models", "prices");

    /**
     * A provider that everybody knows.
     *
     * @param keys variables with its key, the first that is set counts
     * @param url the variable with its address; may be empty
     */
    private record WellKnown(String name, ProviderType type, List<String> keys, String url) {}

    private static final List<WellKnown> WELL_KNOWN = List.of(
            new WellKnown("openai", ProviderType.OPENAI_COMPATIBLE, List.of("OPENAI_API_KEY"), "OPENAI_BASE_URL"),
            new WellKnown("anthropic", ProviderType.ANTHROPIC, List.of("ANTHROPIC_API_KEY"), "ANTHROPIC_BASE_URL"),
            new WellKnown("gemini", ProviderType.GEMINI, List.of("GEMINI_API_KEY", "GOOGLE_API_KEY"), ""),
            new WellKnown("ollama", ProviderType.OLLAMA, List.of(), "OLLAMA_BASE_URL"));

    private ModelSettings() {}

    /**
     * The providers that are configured, in a fixed order.
     *
     * @param environment all variables of the process
     */
    public static List<ProviderConfig> read(Settings settings, Map<String, String> environment) {
        var names = names(settings);
        var providers = new ArrayList<ProviderConfig>();
        for (var known : WELL_KNOWN) {
            var isNamed = names.remove(known.name());
            if (isNamed || isInEnvironment(known, environment)) {
                providers.add(provider(settings, known, environment));
            }
        }
        for (var name : names) {
            providers.add(provider(
                    settings, new WellKnown(name, ProviderType.OPENAI_COMPATIBLE, List.of(), ""), environment));
        }
        return providers;
    }

    private static Set<String> names(Settings settings) {
        var names = new TreeSet<String>();
        for (var key : settings.under("models.").keySet()) {
            var dot = key.indexOf('.');
            if (dot <= 0 || !FIELDS.contains(key.substring(dot + 1))) {
                settings.problem("models." + key, "is not models.<provider>.<one of " + new TreeSet<>(FIELDS) + ">");
            } else {
                names.add(key.substring(0, dot));
            }
        }
        return names;
    }

    private static boolean isInEnvironment(WellKnown known, Map<String, String> environment) {
        return known.keys().stream().anyMatch(key -> isSet(environment, key)) || isSet(environment, known.url());
    }

    private static ProviderConfig provider(Settings settings, WellKnown known, Map<String, String> environment) {
        var prefix = "models." + known.name() + ".";
        var type = type(settings, prefix, known.type());
        var key = key(settings, prefix, known, environment);
        var url = settings.text(prefix + "base-url")
                .or(() -> Optional.ofNullable(environment.get(known.url())))
                .orElse("");
        if (key.isEmpty() && (type == ProviderType.ANTHROPIC || type == ProviderType.GEMINI)) {
            settings.problem(prefix + "api-key", "is required for this type of provider");
        }
        if (key.isEmpty() && url.isEmpty() && type == ProviderType.OPENAI_COMPATIBLE) {
            settings.problem(prefix + "base-url", "is required where there is no api-key");
        }
        return new ProviderConfig(
                known.name(),
                type,
                url,
                key,
                settings.duration(prefix + "timeout", ProviderConfig.DEFAULT_TIMEOUT),
                settings.list(prefix + "models", List.of()),
                prices(settings, prefix + "prices"));
    }

    /** The name of a model may hold colons itself. */
    private static Map<String, Price> prices(Settings settings, String key) {
        var prices = new HashMap<String, Price>();
        for (var entry : settings.list(key, List.of())) {
            var colon = entry.lastIndexOf(':');
            var price = Price.parse(entry.substring(colon + 1));
            if (colon <= 0 || price.isEmpty()) {
                settings.problem(
                        key,
                        "'" + entry + "' is not model:in/out in dollars a million tokens, as in gpt-4o-mini:0.15/0.60");
            } else {
                prices.put(entry.substring(0, colon).strip(), price.get());
            }
        }
        return prices;
    }

    private static ProviderType type(Settings settings, String prefix, ProviderType fallback) {
        var word = settings.text(prefix + "type");
        if (word.isEmpty()) {
            return fallback;
        }
        var type = ProviderType.parse(word.get());
        if (type.isEmpty()) {
            settings.problem(
                    prefix + "type", "'" + word.get() + "' is none of openai-compatible, ollama, anthropic, gemini");
        }
        return type.orElse(fallback);
    }

    private static Secret key(Settings settings, String prefix, WellKnown known, Map<String, String> environment) {
        var configured = settings.secret(prefix + "api-key");
        if (!configured.isEmpty()) {
            return configured;
        }
        return known.keys().stream()
                .filter(key -> isSet(environment, key))
                .findFirst()
                .map(key -> new Secret(environment.getOrDefault(key, "")))
                .orElse(Secret.NONE);
    }

    private static boolean isSet(Map<String, String> environment, String variable) {
        return !environment.getOrDefault(variable, "").isBlank();
    }
}
