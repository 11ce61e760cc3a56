package io.orchestrator.compile.pipeline.call;

import io.orchestrator.compile.document.Findings;
import io.orchestrator.compile.document.Place;
import io.orchestrator.compile.pipeline.field.Fields;
import io.orchestrator.compile.pipeline.field.Named;
import io.orchestrator.compile.pipeline.field.Vocabulary;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads {@code requires_model}: chooses among the configured models by their names, preferred ones first, then by the
 * size that a name tells. What no name tells is reported.
 */
public final class ModelNeeds {

    private static final List<String> UNKNOWN = List.of(
            "expertise",
            "capabilities",
            "modalities",
            "max_latency_ms",
            "min_tokens_per_second",
            "min_accuracy_score",
            "cost_limit",
            "budget_period");

    private static final List<String> STRATEGIES = List.of("best_available", "fail", "cheapest");

    static final Vocabulary VOCABULARY = Vocabulary.of("requires_model", keys());

    private static final Pattern SIZE =
            Pattern.compile("(?i)(?:^|[^a-z0-9.])([0-9]{1,5}(?:\\.[0-9]{1,3})?)b(?![a-z0-9])");

    private final ModelNames names;
    private final Findings findings;

    public ModelNeeds(ModelNames names, Findings findings) {
        this.names = names;
        this.findings = findings;
    }

    private static Set<String> keys() {
        return Set.copyOf(Stream.concat(
                        UNKNOWN.stream(),
                        Stream.of("min_size", "max_size", "preferred", "excluded", "fallback_strategy"))
                .toList());
    }

    /** The models in order; empty where the needs leave it to the step's or the document's model. */
    List<String> choose(Fields needs, Place step) {
        VOCABULARY.check(needs.mapping(), findings);
        var excluded = found(needs, "excluded");
        var preferred = found(needs, "preferred").stream()
                .filter(name -> !excluded.contains(name))
                .toList();
        var least = size(needs, "min_size");
        var most = size(needs, "max_size");
        var strategy = needs.text("fallback_strategy").orElse("best_available");
        if (!STRATEGIES.contains(strategy)) {
            findings.error(
                    "bad-value",
                    needs.place("fallback_strategy"),
                    "'" + strategy + "' is no strategy",
                    "one of " + String.join(", ", STRATEGIES));
        }
        if (!preferred.isEmpty()) {
            return preferred;
        }
        unknown(needs);
        var fitting = least.isEmpty() && most.isEmpty()
                ? List.<String>of()
                : names.whole().stream()
                        .filter(name -> !excluded.contains(name) && fits(name, least, most))
                        .toList();
        if (fitting.isEmpty() && strategy.equals("fail")) {
            findings.error(
                    "no-model",
                    step,
                    "no configured model is known to have what the step requires",
                    "name one under preferred:");
        }
        return fitting;
    }

    private List<String> found(Fields needs, String key) {
        return needs.names(key).stream()
                .map(Named::id)
                .flatMap(name -> names.find(name).stream())
                .toList();
    }

    private static boolean fits(String name, Optional<Double> least, Optional<Double> most) {
        var matcher = SIZE.matcher(name);
        if (!matcher.find()) {
            return false;
        }
        var size = Double.parseDouble(matcher.group(1));
        return least.filter(bound -> size < bound).isEmpty()
                && most.filter(bound -> size > bound).isEmpty();
    }

    /** In thousand millions of parameters. */
    private Optional<Double> size(Fields needs, String key) {
        var text = needs.text(key);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        var matcher = SIZE.matcher(text.get().toLowerCase(Locale.ROOT));
        if (matcher.matches()) {
            return Optional.of(Double.parseDouble(matcher.group(1)));
        }
        findings.error(
                "bad-value", needs.place(key), "'" + text.get() + "' is no size of a model", "write it as in 7B");
        return Optional.empty();
    }

    private void unknown(Fields needs) {
        var asked = UNKNOWN.stream().filter(needs::has).toList();
        if (!asked.isEmpty()) {
            findings.warning(
                    "requirement-unchecked",
                    needs.mapping().place(),
                    "nothing tells of the configured models: " + String.join(", ", asked),
                    "name the models that fit under preferred:");
        }
    }
}
