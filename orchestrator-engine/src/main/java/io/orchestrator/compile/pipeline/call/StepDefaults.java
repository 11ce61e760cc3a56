package io.orchestrator.compile.pipeline.call;

import io.orchestrator.compile.document.Findings;
import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.pipeline.field.Fields;
import io.orchestrator.compile.pipeline.field.Queues;
import io.orchestrator.compile.pipeline.field.Vocabulary;
import io.orchestrator.plan.Durations;
import io.orchestrator.plan.RetryPolicy;
import java.util.Optional;

/**
 * What the document says for every step.
 *
 * @param timeoutMs limit of an attempt in milliseconds; 0 is none
 * @param retry the engine's retries
 * @param model the document's model, where a step names none
 * @param sanitized whether greetings and offers around a model's text are cut off
 * @param queue of steps that name none
 */
public record StepDefaults(long timeoutMs, RetryPolicy retry, Optional<Node> model, boolean sanitized, String queue) {

    private static final String SANITIZE = "sanitize_output";

    /** {@code context} as the pipeline format has it, then {@code defaults}, which count more. */
    public static StepDefaults read(Fields document) {
        var findings = document.findings();
        var defaults =
                new StepDefaults(0, RetryPolicy.defaults(), document.node("model"), false, Queues.read(document));
        var context = document.mapping("context");
        if (context.isPresent()) {
            Vocabulary.CONTEXT.check(context.get(), findings);
            defaults = defaults.with(new Fields(context.get(), findings));
        }
        var written = document.mapping("defaults");
        if (written.isPresent()) {
            Vocabulary.DEFAULTS.check(written.get(), findings);
            defaults = defaults.with(new Fields(written.get(), findings));
        }
        return defaults;
    }

    /** These defaults with what the fields say. */
    private StepDefaults with(Fields fields) {
        return new StepDefaults(timeout(fields, timeoutMs), retry(fields), model, sanitized(fields), queue);
    }

    /** The step's retries. */
    public RetryPolicy retry(Fields fields) {
        return new RetryReader(fields.findings()).read(fields, retry);
    }

    /** The step's limit in milliseconds; 0 is none. */
    public long timeout(Fields fields) {
        return timeout(fields, timeoutMs);
    }

    /** Whether greetings and offers around the text of the step's model are cut off. */
    public boolean sanitized(Fields fields) {
        return fields.flag(SANITIZE).orElse(sanitized);
    }

    private static long timeout(Fields fields, long fallback) {
        var node = fields.node("timeout");
        if (node.isEmpty()) {
            return fallback;
        }
        var millis = Durations.millis(node.get().value());
        if (millis.isPresent() && millis.getAsLong() > 0) {
            return millis.getAsLong();
        }
        Findings findings = fields.findings();
        findings.error(
                "bad-value", node.get().place(), "'timeout' must be " + Durations.EXPECTED + ", and more than 0");
        return fallback;
    }
}
