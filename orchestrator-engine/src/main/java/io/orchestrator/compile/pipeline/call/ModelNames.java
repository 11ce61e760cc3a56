package io.orchestrator.compile.pipeline.call;

import io.orchestrator.compile.auto.ModelChoice;
import io.orchestrator.compile.document.Findings;
import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.document.Place;
import io.orchestrator.compile.pipeline.field.Named;
import io.orchestrator.compile.pipeline.field.TemplateReader;
import io.orchestrator.compile.pipeline.field.Vocabulary;
import io.orchestrator.model.Value;
import io.orchestrator.plan.ConfiguredModels;
import io.orchestrator.plan.StepAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the names of models and checks that one of them is configured. */
public final class ModelNames {

    static final String MAX_COST = "max_cost_usd";

    static final Vocabulary PREFERENCE = new Vocabulary(
            "model",
            Set.of("preferred", MAX_COST),
            Set.of(),
            Map.of(),
            Map.of("fallback", "write them under preferred, in order", "strategy", ""),
            Map.of());

    /** How to configure each provider. */
    private static final Map<String, String> SETTINGS = Map.of(
            "openai", "set OPENAI_API_KEY (and OPENAI_BASE_URL for a compatible server)",
            "anthropic", "set ANTHROPIC_API_KEY",
            "gemini", "set GEMINI_API_KEY or GOOGLE_API_KEY",
            "google", "set GEMINI_API_KEY and write gemini/...",
            "ollama", "set OLLAMA_BASE_URL");

    private final List<String> configured;
    private final ConfiguredModels models;
    private final Findings findings;

    /** @param configured {@code provider/model} or {@code provider/*} */
    public ModelNames(List<String> configured, Findings findings) {
        this.configured = List.copyOf(configured);
        this.models = new ConfiguredModels(configured);
        this.findings = findings;
    }

    /** Whether a template names a model, so that it is known only when the step runs. */
    static boolean isOpen(Node node) {
        return switch (node) {
            case Node.Scalar scalar -> !ModelChoice.isWanted(scalar) && TemplateReader.isTemplate(scalar.text());
            case Node.Sequence list -> list.items().stream().anyMatch(ModelNames::isOpen);
            case Node.Mapping mapping ->
                mapping.get("preferred").filter(ModelNames::isOpen).isPresent();
        };
    }

    /** What a template names, to be looked up among the configured models when the step runs. */
    StepAction.ModelChoice choice(Node node, TemplateReader templates) {
        if (configured.isEmpty()) {
            findings.error("no-model", node.place(), "no model is configured that the template could name", advice());
        }
        return new StepAction.ModelChoice(templates.value(preferred(node)), models);
    }

    /** What an attempt may cost, where the author says so; a template, or a number of dollars that is not negative. */
    Optional<Node.Entry> maxCost(Node node) {
        if (!(node instanceof Node.Mapping mapping) || !mapping.has(MAX_COST)) {
            return Optional.empty();
        }
        var place = mapping.placeOf(MAX_COST);
        var cost = mapping.get(MAX_COST).orElseThrow();
        var fine = cost instanceof Node.Scalar scalar
                && (TemplateReader.isTemplate(scalar.text()) || isDollars(scalar.value()));
        if (!fine) {
            findings.error(
                    "bad-value", place, MAX_COST + " is not a number of dollars", "write " + MAX_COST + ": 0.05");
            return Optional.empty();
        }
        return Optional.of(new Node.Entry(place, cost));
    }

    private static boolean isDollars(Value value) {
        return (value instanceof Value.Int whole && whole.value() >= 0)
                || (value instanceof Value.Real real && real.value() >= 0 && Double.isFinite(real.value()));
    }

    private Node preferred(Node node) {
        if (!(node instanceof Node.Mapping mapping)) {
            return node;
        }
        PREFERENCE.check(mapping, findings);
        return mapping.get("preferred").orElse(mapping);
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
                models.find(name.id()).ifPresent(found::add);
            }
        }
        names.stream()
                .filter(name -> models.find(name.id()).isEmpty() && !ModelChoice.isWanted(name.id()))
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
        if (text.isEmpty()) {
            findings.error("no-model", scalar.place(), "the name of the model is empty");
            return Optional.empty();
        }
        return Optional.of(new Named(ConfiguredModels.spelled(text), scalar.place()));
    }

    /** The first configured model that is named whole, or any where all names are right; empty where there is none. */
    public Optional<String> any() {
        return whole().stream()
                .findFirst()
                .or(() -> configured.stream()
                        .filter(ConfiguredModels.EVERY::equals)
                        .findFirst());
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
        return models.find(name);
    }

    private void notConfigured(Named name, boolean others) {
        var slash = name.id().indexOf('/');
        var provider = slash > 0 ? name.id().substring(0, slash) : ConfiguredModels.family(name.id());
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
