package io.orchestrator.compile.lunacore;

import io.orchestrator.compile.desugar.Draft;
import io.orchestrator.compile.desugar.Retrying;
import io.orchestrator.compile.document.Findings;
import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.pipeline.field.Fields;
import io.orchestrator.compile.pipeline.field.Vocabulary;
import io.orchestrator.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A step's {@code options}: how often, how long, and who hears of the last failure. */
final class Options {

    private static final Vocabulary VOCABULARY = Vocabulary.of(
            "options", Set.of("retries", "timeout", "retry_backoff", "backoff_base", "escalate_on_failure"));

    private static final int MAX_RETRIES = 100;
    private static final double DEFAULT_BASE_S = 0.05;
    private static final double MAX_BASE_S = 86_400;

    /** The longest wait between two attempts, in seconds: 30 days. */
    private static final int MAX_WAIT_S = 30 * 86_400;

    private final Findings findings;
    private final Node.Mapping defaults;

    /** @param document whose own {@code options} hold where a step's say nothing */
    Options(Node.Mapping document, Findings findings) {
        this.findings = findings;
        defaults = new Fields(document, findings)
                .mapping("options")
                .orElseGet(() -> new Node.Mapping(Map.of(), document.place()));
        VOCABULARY.check(defaults, findings);
    }

    /** Writes the native keys into the step; LunaCore's defaults are written out, because the native ones differ. */
    void write(Fields step, String id, Draft draft) {
        var own = step.mapping("options");
        own.ifPresent(options -> VOCABULARY.check(options, findings));
        var place = own.map(Node.Mapping::place).orElseGet(() -> step.mapping().place());
        var merged = new Draft(place);
        own.ifPresent(options -> options.entries().keySet().forEach(key -> merged.copy(key, options)));
        defaults.entries().keySet().forEach(key -> merged.copy(key, defaults));
        var fields = new Fields(merged.node(), findings);
        draft.put("on_failure", Draft.text("fail", place));
        fields.node("timeout").ifPresent(timeout -> draft.put("timeout", timeout));
        draft.put("retry", new Draft(place).put("max_attempts", Value.of(1)).node());
        var handlers = new ArrayList<Node>();
        again(fields, id).ifPresent(handlers::add);
        escalation(fields, id).ifPresent(handlers::add);
        if (!handlers.isEmpty()) {
            draft.put("on_error", new Node.Sequence(handlers, place));
        }
    }

    /** Whatever the failure is: LunaCore tries again after every exception. */
    private Optional<Node> again(Fields options, String id) {
        var retries = (int) options.integer("retries", 0, MAX_RETRIES).orElse(0);
        var baseS = options.real("backoff_base", 0, MAX_BASE_S).orElse(DEFAULT_BASE_S);
        var seconds = exponential(options)
                ? "[" + baseS + " * 2 ** (error.attempt - 1), " + MAX_WAIT_S + "] | min"
                : Double.toString(baseS);
        return retries == 0
                ? Optional.empty()
                : Optional.of(Retrying.handler(id, retries, seconds, options.place("retries"))
                        .node());
    }

    private boolean exponential(Fields options) {
        var word = options.text("retry_backoff").orElse("fixed");
        if (!word.equals("fixed") && !word.equals("exponential")) {
            findings.error(
                    "bad-value",
                    options.place("retry_backoff"),
                    "'" + word + "' is no way to wait between attempts",
                    "write fixed or exponential");
        }
        return word.equals("exponential");
    }

    /** Says it to everyone who listens, then the step fails as it would have. */
    private Optional<Node> escalation(Fields options, String id) {
        var wanted = options.node("escalate_on_failure");
        if (wanted.isEmpty() || Value.Bool.FALSE.equals(wanted.get().value())) {
            return Optional.empty();
        }
        if (!Value.Bool.TRUE.equals(wanted.get().value())) {
            options.wrongType("escalate_on_failure", "true or false", wanted.get());
            return Optional.empty();
        }
        var at = wanted.get().place();
        var payload = new Draft(at).put("task_id", id).put("reason", "${error.error_message}");
        var event = new Draft(at).put("event", "escalation.needed").put("payload", payload.node());
        var emit = new Draft(at).put("id", id + "_escalation").put("emit", event.node());
        return Optional.of(new Draft(at)
                .put("steps", new Node.Sequence(List.of(emit.node()), at))
                .put("propagate_error", Value.of(true))
                .node());
    }
}
