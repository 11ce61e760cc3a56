package io.orchestrator.compile.pipeline;

import io.orchestrator.catalog.Spelling;
import io.orchestrator.compile.document.Findings;
import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.document.Place;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The keys a mapping can have, and what becomes of each.
 *
 * @param where the mapping, for messages: "a step"
 * @param read keys with a meaning
 * @param inert keys for people and other programs
 * @param ignored keys of the pipeline format that change nothing, with what to write instead
 * @param unsupported keys of the language that this version does not run
 * @param companions keys that belong to unsupported ones: reported only where they stand alone
 */
record Vocabulary(
        String where,
        Set<String> read,
        Set<String> inert,
        Map<String, String> ignored,
        Set<String> unsupported,
        Set<String> companions) {

    static final Vocabulary DOCUMENT = new Vocabulary(
            "a workflow",
            Set.of(
                    "id",
                    "name",
                    "version",
                    "inputs",
                    "parameters",
                    "defaults",
                    "priority",
                    "outputs",
                    "steps",
                    "context",
                    "model",
                    "mode"),
            Set.of("description", "metadata", "tags", "author", "$schema"),
            Map.of(
                    "type", "",
                    "config", "declare inputs",
                    "variables", "declare inputs",
                    "data", "declare inputs",
                    "monitoring", "",
                    "optimization", "",
                    "error_handling", "write on_failure on the steps",
                    "enhanced_inputs", "write inputs",
                    "enhanced_outputs", "write outputs",
                    "enhanced_steps", "write steps"),
            Set.of(
                    "concurrency",
                    "on_error",
                    "error_handlers",
                    "global_error_handlers",
                    "finally",
                    "compensate",
                    "secrets",
                    "rate_limit",
                    "timeout",
                    "experts",
                    "selection",
                    "selection_schema",
                    "personalities"),
            Set.of());

    /** Step keys that make it another kind of step, which this version does not run. */
    static final List<String> UNSUPPORTED_KINDS = List.of(
            "for_each",
            "foreach",
            "while",
            "until",
            "action_loop",
            "create_parallel_queue",
            "switch",
            "parallel",
            "wait",
            "signal",
            "approval",
            "agent",
            "workflow",
            "emit",
            "fail",
            "succeed");

    static final Vocabulary STEP = new Vocabulary(
            "a step",
            Set.of(
                    "id",
                    "tool",
                    "action",
                    "parameters",
                    "model",
                    "prompt",
                    "messages",
                    "output_schema",
                    "set",
                    "dependencies",
                    "depends_on",
                    "condition",
                    "if",
                    "when",
                    "on_success",
                    "on_failure",
                    "on_false",
                    "timeout",
                    "retry",
                    "max_retries",
                    "queue",
                    "priority",
                    "delivery",
                    "output_variable"),
            Set.of("name", "description", "metadata", "tags"),
            Map.ofEntries(
                    Map.entry("produces", ""),
                    Map.entry("location", "the tool's own parameters say where it writes"),
                    Map.entry("format", ""),
                    Map.entry("output_description", ""),
                    Map.entry("size_limit", ""),
                    Map.entry("requires_model", "name the model with model:"),
                    Map.entry("continue_on_error", "write on_failure: continue"),
                    Map.entry("retry_config", "write retry"),
                    Map.entry("max_concurrent", ""),
                    Map.entry("condition_cache_key", ""),
                    Map.entry("outputs", "a step's value is its tool's result"),
                    Map.entry("inputs", "write parameters")),
            unsupportedStepKeys(),
            Set.of(
                    "steps",
                    "max_parallel",
                    "loop_var",
                    "loop_name",
                    "add_completion_task",
                    "max_iterations",
                    "break_on_error",
                    "iteration_timeout",
                    "join",
                    "else",
                    "scope",
                    "inputs",
                    "on",
                    "task"));

    static final Vocabulary DEFAULTS = of("defaults", Set.of("timeout", "retry", "max_retries"));

    static final Vocabulary CONTEXT = new Vocabulary(
            "context",
            Set.of("timeout", "max_retries"),
            Set.of(),
            Map.of("checkpoint_strategy", "every step is a checkpoint"),
            Set.of(),
            Set.of());

    static Vocabulary of(String where, Set<String> read) {
        return new Vocabulary(where, read, Set.of(), Map.of(), Set.of(), Set.of());
    }

    private static Set<String> unsupportedStepKeys() {
        var keys = new LinkedHashSet<>(UNSUPPORTED_KINDS);
        keys.addAll(List.of(
                "finally",
                "compensate",
                "goto",
                "on_error",
                "error_handlers",
                "dynamic_dependencies",
                "rate_limit",
                "cache",
                "idempotency_key",
                "secrets",
                "expert",
                "personality"));
        return Set.copyOf(keys);
    }

    /** Reports each key that is not simply read or inert. */
    void check(Node.Mapping mapping, Findings findings) {
        var accompanied = mapping.entries().keySet().stream().anyMatch(unsupported::contains);
        mapping.entries().forEach((key, entry) -> {
            var known = read.contains(key) || inert.contains(key) || (accompanied && companions.contains(key));
            if (!known) {
                report(key, entry.key(), findings);
            }
        });
    }

    private void report(String key, Place at, Findings findings) {
        if (unsupported.contains(key)) {
            findings.error(
                    "not-supported-yet",
                    at,
                    "'" + key + "' is part of the language but this version does not run it yet",
                    "remove it, or write the workflow without it");
        } else if (ignored.containsKey(key)) {
            findings.warning("ignored-key", at, "'" + key + "' changes nothing", ignored.getOrDefault(key, ""));
        } else {
            findings.warning(
                    "unknown-key",
                    at,
                    "'" + key + "' is not a key of " + where + " and is ignored",
                    Spelling.nearest(key, read).map(Fields::didYouMean).orElse(""));
        }
    }
}
