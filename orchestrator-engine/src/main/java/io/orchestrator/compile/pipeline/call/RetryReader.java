package io.orchestrator.compile.pipeline.call;

import io.orchestrator.catalog.Spelling;
import io.orchestrator.compile.document.Findings;
import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.pipeline.field.Fields;
import io.orchestrator.compile.pipeline.field.Vocabulary;
import io.orchestrator.model.FailureKind;
import io.orchestrator.plan.Durations;
import io.orchestrator.plan.RetryPolicy;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads {@code retry} and {@code max_retries}, of a step or of the document's defaults. */
final class RetryReader {

    /** The most attempts a document can ask for. */
    static final int MAX_ATTEMPTS = 1_000;

    private static final double MAX_MULTIPLIER = 100;

    static final Vocabulary VOCABULARY = Vocabulary.of(
            "retry", Set.of("max_attempts", "initial", "multiplier", "max", "jitter", "retry_on", "no_retry_on"));

    private final Findings findings;

    RetryReader(Findings findings) {
        this.findings = findings;
    }

    /** The mapping's policy; what it leaves out is as in {@code base}. */
    RetryPolicy read(Fields fields, RetryPolicy base) {
        if (fields.has("retry") && fields.has("max_retries")) {
            findings.error(
                    "conflicting-keys",
                    fields.mapping().placeOf("max_retries"),
                    "'retry' and 'max_retries' are both set",
                    "write retry: {max_attempts: n}");
        }
        var retry = fields.node("retry");
        if (retry.isPresent()) {
            return retry.get() instanceof Node.Mapping mapping
                    ? policy(new Fields(mapping, findings), base)
                    : attempts(fields, base);
        }
        var attempts = fields.integer("max_retries", 0, MAX_ATTEMPTS);
        return attempts.isPresent() ? RetryPolicy.attempts((int) attempts.getAsLong()) : base;
    }

    private static RetryPolicy attempts(Fields fields, RetryPolicy base) {
        var attempts = fields.integer("retry", 1, MAX_ATTEMPTS).orElse(base.maxAttempts());
        return new RetryPolicy(
                (int) attempts,
                base.initialMs(),
                base.multiplier(),
                base.maxMs(),
                base.jitter(),
                base.retryOn(),
                base.noRetryOn());
    }

    private RetryPolicy policy(Fields fields, RetryPolicy base) {
        VOCABULARY.check(fields.mapping(), findings);
        var initialMs = millis(fields, "initial", base.initialMs());
        return new RetryPolicy(
                (int) fields.integer("max_attempts", 1, MAX_ATTEMPTS).orElse(base.maxAttempts()),
                initialMs,
                fields.real("multiplier", 1, MAX_MULTIPLIER).orElse(base.multiplier()),
                millis(fields, "max", Math.max(initialMs, base.maxMs())),
                fields.real("jitter", 0, 1).orElse(base.jitter()),
                fields.has("retry_on") ? kinds(fields, "retry_on") : base.retryOn(),
                fields.has("no_retry_on") ? kinds(fields, "no_retry_on") : base.noRetryOn());
    }

    private static long millis(Fields fields, String key, long fallback) {
        var node = fields.node(key);
        if (node.isEmpty()) {
            return fallback;
        }
        var millis = Durations.millis(node.get().value());
        if (millis.isEmpty()) {
            fields.wrongType(key, Durations.EXPECTED, node.get());
        }
        return millis.orElse(fallback);
    }

    private Set<String> kinds(Fields fields, String key) {
        var kinds = new LinkedHashSet<String>();
        for (var name : fields.names(key)) {
            var found = kindsOf(name.id());
            if (found.isEmpty()) {
                findings.error(
                        "bad-value",
                        name.place(),
                        "'" + name.id() + "' is no kind of failure",
                        Spelling.nearest(name.id(), words())
                                .map(Fields::didYouMean)
                                .orElse("one of " + words()));
            }
            found.forEach(kind -> kinds.add(kind.name()));
        }
        return kinds;
    }

    /** A kind by its name, its error type (TimeoutError), or every kind of a category (network). */
    private static List<FailureKind> kindsOf(String word) {
        return Stream.of(FailureKind.values())
                .filter(kind -> kind.name().equalsIgnoreCase(word)
                        || kind.errorType().equalsIgnoreCase(word)
                        || kind.category().equalsIgnoreCase(word))
                .toList();
    }

    private static Set<String> words() {
        return Stream.of(FailureKind.values())
                .flatMap(kind -> Stream.of(kind.name().toLowerCase(Locale.ROOT), kind.category()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
