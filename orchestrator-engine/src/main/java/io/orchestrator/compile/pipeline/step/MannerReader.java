package io.orchestrator.compile.pipeline.step;

import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.pipeline.field.Fields;
import io.orchestrator.compile.pipeline.field.Named;
import io.orchestrator.compile.pipeline.field.Vocabulary;
import io.orchestrator.language.Template;
import io.orchestrator.model.Value;
import io.orchestrator.plan.Durations;
import io.orchestrator.plan.Manner;
import io.orchestrator.plan.StepAction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads how a worker makes a step's call: its idempotency key, how often such calls may be made, its secrets, how long its
 * result may be used again.
 */
final class MannerReader {

    static final Vocabulary RATE = Vocabulary.of("rate_limit", Set.of("calls", "per", "key"));

    private static final String KEY = "idempotency_key";
    private static final String LIMIT = "rate_limit";
    private static final String SECRETS = "secrets";
    private static final String CACHE = "cache";
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");

    /** {@code 10/m}, {@code 10 / 500ms}, {@code 3 per 2h}. */
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,9})\\s*(?:/|per)\\s*([0-9.]*)\\s*(ms|s|m|h|d)");

    private static final int MAX_CALLS = 1_000_000;

    private MannerReader() {}

    static Manner read(OpenStep step, Optional<StepAction> action) {
        var fields = step.fields();
        var byWorker = action.isEmpty()
                || action.get() instanceof StepAction.CallTool
                || action.get() instanceof StepAction.CallModel;
        if (!byWorker) {
            List.of(KEY, LIMIT, SECRETS, CACHE).stream().filter(fields::has).forEach(key -> withoutEffect(key, fields));
            return Manner.PLAIN;
        }
        var asksModel = action.orElse(null) instanceof StepAction.CallModel;
        if (fields.has(SECRETS) && asksModel) {
            withoutEffect(SECRETS, fields);
        }
        return new Manner(
                fields.scalar(KEY).map(step.templates()::text),
                rate(step),
                asksModel ? Map.of() : secrets(fields),
                CacheReader.read(step));
    }

    private static Map<String, String> secrets(Fields fields) {
        var secrets = new LinkedHashMap<String, String>();
        if (fields.node(SECRETS).orElse(null) instanceof Node.Mapping mapping) {
            mapping.entries().forEach((variable, entry) -> {
                if (entry.node() instanceof Node.Scalar name) {
                    put(variable, new Named(name.text().strip(), name.place()), secrets, fields);
                } else {
                    fields.wrongType(SECRETS, "names", entry.node());
                }
            });
            return secrets;
        }
        for (var name : fields.names(SECRETS)) {
            var variable = name.id().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
            put(variable, name, secrets, fields);
        }
        return secrets;
    }

    private static void put(String variable, Named name, Map<String, String> secrets, Fields fields) {
        if (!SECRET.matcher(name.id()).matches()) {
            fields.findings()
                    .error(
                            "bad-value",
                            name.place(),
                            "'" + name.id() + "' is no name of a secret",
                            "use letters, digits, ., _ and -, as in api-token");
        } else if (!VARIABLE.matcher(variable).matches() || variable.startsWith("ORCHESTRATOR_")) {
            fields.findings()
                    .error(
                            "bad-value",
                            name.place(),
                            "'" + variable + "' is no name for an environment variable",
                            "write secrets: {API_TOKEN: api-token}");
        } else {
            secrets.put(variable, name.id());
        }
    }

    private static void withoutEffect(String key, Fields fields) {
        fields.findings()
                .warning(
                        "ignored-key",
                        fields.mapping().placeOf(key),
                        "'" + key + "' changes nothing here",
                        "it belongs to steps that call a tool or a model");
    }

    private static Optional<Manner.Rate> rate(OpenStep step) {
        var node = step.fields().node(LIMIT);
        if (node.isEmpty()) {
            return Optional.empty();
        }
        return switch (node.get()) {
            case Node.Scalar text -> text(text, step);
            case Node.Mapping mapping -> mapping(mapping, step);
            case Node.Sequence list -> {
                step.fields().wrongType(LIMIT, "as in 10/m, or {calls, per, key}", list);
                yield Optional.empty();
            }
        };
    }

    private static Optional<Manner.Rate> text(Node.Scalar scalar, OpenStep step) {
        var matcher = TEXT.matcher(scalar.text().strip());
        var period = OptionalLong.empty();
        if (matcher.matches()) {
            var amount = matcher.group(2).isEmpty() ? "1" : matcher.group(2);
            period = Durations.millis(Value.of(amount + matcher.group(3)));
        }
        if (period.isEmpty() || period.getAsLong() == 0) {
            step.findings()
                    .error(
                            "bad-value",
                            scalar.place(),
                            "'" + scalar.text() + "' is no limit",
                            "write calls and a time, as in 10/m or 5/10s");
            return Optional.empty();
        }
        return rate(Integer.parseInt(matcher.group(1)), period.getAsLong(), ownKey(step), scalar, step);
    }

    private static Optional<Manner.Rate> mapping(Node.Mapping mapping, OpenStep step) {
        RATE.check(mapping, step.findings());
        var fields = new Fields(mapping, step.findings());
        var calls = fields.integer("calls", 1, MAX_CALLS);
        if (calls.isEmpty()) {
            if (!fields.has("calls")) {
                step.findings().error("missing-parameter", mapping.place(), "the limit says no number", "add calls:");
            }
            return Optional.empty();
        }
        var period =
                fields.node("per").map(node -> Durations.millis(node.value())).orElse(OptionalLong.of(1_000));
        if (period.isEmpty() || period.getAsLong() == 0) {
            step.findings()
                    .error(
                            "bad-value",
                            fields.place("per"),
                            "'per' must be " + Durations.EXPECTED + ", and more than 0");
            return Optional.empty();
        }
        var key = fields.scalar("key").map(step.templates()::text).orElseGet(() -> ownKey(step));
        return rate((int) calls.getAsLong(), period.getAsLong(), key, mapping, step);
    }

    private static Optional<Manner.Rate> rate(int calls, long periodMs, Template key, Node at, OpenStep step) {
        if (calls < 1 || calls > MAX_CALLS) {
            step.findings()
                    .error("bad-value", at.place(), "a limit is 1 to " + MAX_CALLS + " calls", "as in 10/m or 5/10s");
            return Optional.empty();
        }
        return Optional.of(new Manner.Rate(key, calls, periodMs));
    }

    /** The calls of this step count together, in all jobs of the workflow. */
    private static Template ownKey(OpenStep step) {
        return Template.parse("{{ pipeline_id }}." + step.id());
    }
}
