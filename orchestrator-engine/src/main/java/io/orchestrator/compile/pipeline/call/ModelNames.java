package io.orchestrator.compile.pipeline.call;

import io.orchestrator.compile.auto.ModelChoice;
import io.orchestrator.compile.document.Findings;
import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.document.Place;
import io.orchestrator.compile.pipeline.field.Named;
import io.orchestrator.compile.pipeline.field.Vocabulary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the names of models and checks that one of them is configured. */
public final class ModelNames {

    static final Vocabulary PREFERENCE = new Vocabulary(
            "model",
            Set.of("preferred"),
            Set.of(),
            Map.of(),
            Map.of("max_cost_usd", "", "fallback", "write them under preferred, in order", "strategy", ""),
            Map.of());

    /** Every model counts as configured: what is compiled here runs elsewhere. */
    private static final String EVERY = "*/*";

    /** How to configure each provider. */
    private static final Map<String, String> SETTINGS = Map.of(
            "openai", "set OPENAI_API_KEY (and OPENAI_BASE_URL for a compatible server)",
            "anthropic", "set ANTHROPIC_API_KEY",
            "gemini", "set GEMINI_API_KEY or GOOGLE_API_KEY",
            "google", "set GEMINI_API_KEY and write gemini/...",
            "ollama", "set OLLAMA_BASE_URL");

    /** The beginnings of well-known models' names, where an author leaves the provider out. */
    private static final Map<String, String> FAMILIES = families();

    private final List<String> configured;
    private final Findings findings;

    /** @param configured {@code provider/model} or {@code provider/*} */
    public ModelNames(List<String> configured, Findings findings) {
        this.configured = List.copyOf(configured);
        this.findings = findings;
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

    /**
     * The configured ones among the named models, in the author's order.
     *
     * @param node a name, a list of names, or {@code {preferred: names}}
     * @param step where to say that there is none
     */
    List<String> read(Optional<Node> node, Place step) {
        if (node.isEmpty()) {
            var any = any();
            if (any.isEmpty()) {
                findings.error("no-model", step, "the step calls a model, names none, and none is chosen", advice());
            }
            return any.stream().toList();
        }
        var names = names(node.get());
        if (names.isEmpty() && !(node.get() instanceof Node.Scalar)) {
            findings.error("no-model", node.get().place(), "no model is named", "write provider/name");
        }
        var found = new ArrayList<String>();
        for (var name : names) {
            if (ModelChoice.isWanted(name.id())) {
                choose(name, found);
            } else {
                resolve(name.id()).ifPresent(found::add);
            }
        }
        names.stream()
                .filter(name -> resolve(name.id()).isEmpty() && !ModelChoice.isWanted(name.id()))
                .forEach(name -> notConfigured(name, !found.isEmpty()));
        return found.stream().distinct().toList();
    }

    private void choose(Named tag, List<String> found) {
        var chosen = ModelChoice.choose(tag.id(), configured);
        chosen.ifPresent(found::add);
        if (chosen.isEmpty()) {
            var hint = configured.isEmpty()
                    ? ModelChoice.HINT
                    : ModelChoice.HINT + "; configured are " + String.join(", ", configured);
            findings.error("no-model", tag.place(), "no model is configured by its name", hint);
        }
    }

    private List<Named> names(Node node) {
        return switch (node) {
            case Node.Scalar scalar -> name(scalar).map(List::of).orElse(List.of());
            case Node.Sequence list ->
                list.items().stream().flatMap(item -> names(item).stream()).toList();
            case Node.Mapping mapping -> {
                PREFERENCE.check(mapping, findings);
                yield mapping.get("preferred").map(this::names).orElse(List.of());
            }
        };
    }

    private Optional<Named> name(Node.Scalar scalar) {
        var text = scalar.text().strip();
        if (!ModelChoice.isWanted(text) && (text.contains("{{") || text.contains("${"))) {
            findings.error(
                    "not-supported-yet",
                    scalar.place(),
                    "this version cannot choose a model by a template",
                    "write the model's name");
            return Optional.empty();
        }
        if (text.isEmpty()) {
            findings.error("no-model", scalar.place(), "the name of the model is empty");
            return Optional.empty();
        }
        return Optional.of(new Named(spelled(text), scalar.place()));
    }

    /** {@code ollama:llama3.2} is {@code ollama/llama3.2}; a colon after another word is part of the model's name. */
    private static String spelled(String name) {
        var colon = name.indexOf(':');
        return !name.contains("/") && colon > 0 && SETTINGS.containsKey(name.substring(0, colon))
                ? name.substring(0, colon) + "/" + name.substring(colon + 1)
                : name;
    }

    /** The first configured model that is named whole, or any where all names are right; empty where there is none. */
    public Optional<String> any() {
        return whole().stream()
                .findFirst()
                .or(() -> configured.stream().filter(EVERY::equals).findFirst());
    }

    /** The configured models that are named whole. */
    List<String> whole() {
        return configured.stream().filter(name -> !name.endsWith("*")).toList();
    }

    /** What to do where no model can be chosen. */
    public String advice() {
        return configured.isEmpty()
                ? "configure one, for example with OLLAMA_BASE_URL or OPENAI_API_KEY, and write model: provider/name"
                : "write model: provider/name; configured are " + String.join(", ", configured);
    }

    /** The configured model that a name means. */
    Optional<String> find(String name) {
        return resolve(spelled(name));
    }

    private Optional<String> resolve(String name) {
        if (name.contains("/")) {
            return configured.stream().anyMatch(pattern -> matches(pattern, name))
                    ? Optional.of(name)
                    : Optional.empty();
        }
        var exact = configured.stream()
                .filter(pattern -> pattern.endsWith("/" + name))
                .findFirst();
        if (exact.isPresent()) {
            return exact;
        }
        var family = family(name);
        if (configured.contains(EVERY)) {
            return Optional.of(family.isEmpty() ? name : family + "/" + name);
        }
        var open = configured.stream().filter(pattern -> pattern.endsWith("/*")).toList();
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

    private static String family(String name) {
        return FAMILIES.entrySet().stream()
                .filter(family -> name.startsWith(family.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    private void notConfigured(Named name, boolean others) {
        var slash = name.id().indexOf('/');
        var provider = slash > 0 ? name.id().substring(0, slash) : family(name.id());
        var setting = provider.isEmpty()
                ? "write provider/model"
                : SETTINGS.getOrDefault(
                        provider, "set models." + provider + ".type and models." + provider + ".base-url");
        var hint = configured.isEmpty() ? setting : setting + "; configured are " + String.join(", ", configured);
        var message = "the model '" + name.id() + "' is not configured";
        if (others) {
            findings.warning("model-not-configured", name.place(), message + " and left out", hint);
        } else {
            findings.error("model-not-configured", name.place(), message, hint);
        }
    }
}
