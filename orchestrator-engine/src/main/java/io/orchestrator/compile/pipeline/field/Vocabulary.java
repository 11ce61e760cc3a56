package io.orchestrator.compile.pipeline.field;

import io.orchestrator.catalog.Spelling;
import io.orchestrator.compile.document.Findings;
import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.document.Place;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The keys a mapping can have, and what becomes of each.
 *
 * @param where the mapping, for messages: "a step"
 * @param read keys with a meaning
 * @param inert keys for people and other programs
 * @param ignored keys of the pipeline format that change nothing, with what to write instead
 * @param unsupported keys of the language that this version does not run, with what to write instead
 * @param companions keys that have a meaning only beside others, with those others
 */
public record Vocabulary(
        String where,
        Set<String> read,
        Set<String> inert,
        Map<String, String> ignored,
        Map<String, String> unsupported,
        Map<String, Set<String>> companions) {

    /** The document itself. */
    public static final Vocabulary DOCUMENT = new Vocabulary(
            "a workflow",
            Set.of(
                    "id",
                    "name",
                    "version",
                    "inputs",
                    "parameters",
                    "defaults",
                    "priority",
                    "timeout",
                    "outputs",
                    "steps",
                    "finally",
                    "on_error",
                    "error_handlers",
                    "global_error_handlers",
                    "context",
                    "model",
                    "mode",
                    "queue",
                    "concurrency",
                    "searchable"),
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
            Map.of(
                    "compensate", "write compensate on the steps",
                    "secrets", "write ${secret:name} where the secret is needed",
                    "rate_limit", "",
                    "experts", "write model and prompt on the steps",
                    "selection", "write model on the steps",
                    "selection_schema", "write model on the steps",
                    "personalities", "write it into the prompt"),
            Map.of());

    private static final Set<String> LOOPS = Set.of("for_each", "foreach", "while", "until", "action_loop");
    private static final Set<String> FOR_EACH = Set.of("for_each", "foreach");
    private static final Set<String> REPEATED = Set.of("while", "until", "action_loop");

    /** A step. */
    public static final Vocabulary STEP = new Vocabulary(
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
                    "schema",
                    "sanitize_output",
                    "requires_model",
                    "set",
                    "for_each",
                    "foreach",
                    "while",
                    "until",
                    "action_loop",
                    "create_parallel_queue",
                    "agent",
                    "switch",
                    "parallel",
                    "wait",
                    "signal",
                    "approval",
                    "emit",
                    "fail",
                    "succeed",
                    "workflow",
                    "dependencies",
                    "depends_on",
                    "dynamic_dependencies",
                    "condition",
                    "if",
                    "when",
                    "on_success",
                    "on_failure",
                    "on_false",
                    "goto",
                    "on_error",
                    "error_handlers",
                    "compensate",
                    "finally",
                    "timeout",
                    "retry",
                    "max_retries",
                    "queue",
                    "priority",
                    "delivery",
                    "idempotency_key",
                    "rate_limit",
                    "cache",
                    "secrets",
                    "output_variable",
                    "produces",
                    "location",
                    "format",
                    "size_limit"),
            Set.of("name", "description", "metadata", "tags", "output_description"),
            Map.of(
                    "continue_on_error", "write on_failure: continue",
                    "retry_config", "write retry",
                    "condition_cache_key", "",
                    "outputs", "a step's value is its tool's result",
                    "inputs", "write parameters"),
            Map.ofEntries(
                    Map.entry("expert", "write model and prompt"),
                    Map.entry("personality", "write it into the prompt")),
            Map.ofEntries(
                    Map.entry("steps", Set.of("for_each", "foreach", "while", "until")),
                    Map.entry("max_parallel", FOR_EACH),
                    Map.entry("max_concurrent", FOR_EACH),
                    Map.entry("loop_var", FOR_EACH),
                    Map.entry("add_completion_task", FOR_EACH),
                    Map.entry("loop_name", LOOPS),
                    Map.entry("break_on_error", REPEATED),
                    Map.entry("iteration_timeout", REPEATED),
                    Map.entry("max_iterations", Set.of("while", "until", "action_loop", "goto")),
                    Map.entry("join", Set.of("parallel")),
                    Map.entry("else", Set.of("switch", "condition", "if", "when")),
                    Map.entry("scope", Set.of("set")),
                    Map.entry("default", Set.of("signal")),
                    Map.entry("inputs", Set.of("workflow")),
                    Map.entry("outputs", Set.of("workflow")),
                    Map.entry("wait_for_completion", Set.of("workflow"))));

    /** {@code defaults}. */
    public static final Vocabulary DEFAULTS =
            of("defaults", Set.of("timeout", "retry", "max_retries", "sanitize_output"));

    /** The pipeline format's {@code context}. */
    public static final Vocabulary CONTEXT = new Vocabulary(
            "context",
            Set.of("timeout", "max_retries"),
            Set.of(),
            Map.of("checkpoint_strategy", "every step is a checkpoint"),
            Map.of(),
            Map.of());

    /** A mapping whose keys all have a meaning. */
    public static Vocabulary of(String where, Set<String> read) {
        return new Vocabulary(where, read, Set.of(), Map.of(), Map.of(), Map.of());
    }

    /** Reports each key that is not simply read or inert. */
    public void check(Node.Mapping mapping, Findings findings) {
        mapping.entries().forEach((key, entry) -> {
            if (!read.contains(key) && !inert.contains(key) && !accompanied(key, mapping)) {
                report(key, entry.key(), findings);
            }
        });
    }

    private boolean accompanied(String key, Node.Mapping mapping) {
        return companions.getOrDefault(key, Set.of()).stream().anyMatch(mapping::has);
    }

    private void report(String key, Place at, Findings findings) {
        if (unsupported.containsKey(key)) {
            var instead = unsupported.getOrDefault(key, "");
            findings.error(
                    "not-supported-yet",
                    at,
                    "'" + key + "' is part of the language but this version does not run it yet",
                    instead.isEmpty() ? "remove it, or write the workflow without it" : instead);
        } else if (ignored.containsKey(key)) {
            findings.warning("ignored-key", at, "'" + key + "' changes nothing", ignored.getOrDefault(key, ""));
        } else if (companions.containsKey(key)) {
            findings.warning(
                    "unknown-key",
                    at,
                    "'" + key + "' changes nothing here",
                    "it belongs to " + String.join(", ", new TreeSet<>(companions.getOrDefault(key, Set.of()))));
        } else {
            var known = new TreeSet<>(read);
            known.addAll(companions.keySet());
            findings.warning(
                    "unknown-key",
                    at,
                    "'" + key + "' is not a key of " + where + " and is ignored",
                    Spelling.nearest(key, known).map(Fields::didYouMean).orElse(""));
        }
    }
}
