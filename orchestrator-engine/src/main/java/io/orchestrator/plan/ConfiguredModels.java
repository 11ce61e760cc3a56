package io.orchestrator.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The models that can be called, and which of them a name means.
 *
 * @param patterns {@code provider/model}, {@code provider/*}, or both stars where any is right
 */
public record ConfiguredModels(List<String> patterns) {

    /** Every model counts as configured: what is compiled here runs elsewhere. */
    public static final String EVERY = "*/*";

    /** The providers whose names can stand before a colon. */
    private static final Set<String> PROVIDERS = Set.of("openai", "anthropic", "gemini", "google", "ollama");

    /** The beginnings of well-known models' names, where an author leaves the provider out. */
    private static final Map<String, String> FAMILIES = families();

    public ConfiguredModels {
        patterns = List.copyOf(patterns);
    }

    private static Map<String, String> families() {
        var families = new LinkedHashMap<String, String>();
        List.of("claude").forEach(family -> families.put(family, "anthropic"));
        List.of("gpt", "o1", "o3", "o4", "chatgpt").forEach(family -> families.put(family, "openai"));
        families.put("gemini", "gemini");
        List.of("llama", "mistral", "qwen", "phi", "gemma", "deepseek")
                .forEach(family -> families.put(family, "ollama"));
        return families;
    }

    /** {@code ollama:llama3.2} is {@code ollama/llama3.2}; a colon after another word is part of the model's name. */
    public static String spelled(String name) {
        var colon = name.indexOf(':');
        return !name.contains("/") && colon > 0 && PROVIDERS.contains(name.substring(0, colon))
                ? name.substring(0, colon) + "/" + name.substring(colon + 1)
                : name;
    }

    /** The provider of a well-known model; empty where the name tells none. */
    public static String family(String name) {
        return FAMILIES.entrySet().stream()
                .filter(family -> name.startsWith(family.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    /** The model, {@code provider/model}, that a name means; empty where it is not configured. */
    public Optional<String> find(String name) {
        return resolve(spelled(name));
    }

    private Optional<String> resolve(String name) {
        if (name.contains("/")) {
            return patterns.stream().anyMatch(pattern -> matches(pattern, name)) ? Optional.of(name) : Optional.empty();
        }
        var exact = patterns.stream()
                .filter(pattern -> pattern.endsWith("/" + name))
                .findFirst();
        if (exact.isPresent()) {
            return exact;
        }
        var family = family(name);
        if (patterns.contains(EVERY)) {
            return Optional.of(family.isEmpty() ? name : family + "/" + name);
        }
        var open = patterns.stream().filter(pattern -> pattern.endsWith("/*")).toList();
        var chosen = family.isEmpty() && open.size() == 1
                ? Optional.of(open.getFirst())
                : open.stream().filter(pattern -> pattern.equals(family + "/*")).findFirst();
        return chosen.map(pattern -> pattern.substring(0, pattern.length() - 1) + name);
    }

    private static boolean matches(String pattern, String name) {
        if (pattern.equals(EVERY)) {
            return true;
        }
        return pattern.endsWith("*")
                ? name.startsWith(pattern.substring(0, pattern.length() - 1)) && name.length() >= pattern.length()
                : pattern.equals(name);
    }
}
