package io.orchestrator.compile.ucop;

import io.orchestrator.compile.pipeline.field.Vocabulary;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The keys of UCOP's documents. */
final class Keys {

    private static final String BY_WORKERS = "workers decide how many steps run at once";

    private static final Set<String> WORKFLOW_KEYS = Set.of(
            "id",
            "name",
            "version",
            "metadata",
            "steps",
            "agents",
            "pipeline",
            "model",
            "priority",
            "inputs",
            "outputs",
            "global_inputs",
            "global_outputs",
            "initial_state",
            "dependencies",
            "conditions",
            "settings",
            "error_handling");

    /** What stands beside workflows in UCOP's files and is no part of a workflow. */
    private static final Map<String, String> ELSEWHERE = Map.ofEntries(
            Map.entry("use_langgraph", "there is one engine"),
            Map.entry("use_mesh", "name the agents in the order they run"),
            Map.entry("enable_parallel_execution", "write depends_on: what waits for nothing runs side by side"),
            Map.entry("max_parallel_agents", BY_WORKERS),
            Map.entry("mesh", "routing by capability is not done: name the agent of each step"),
            Map.entry("mcp", ""),
            Map.entry("llm", "write model: at the top of the document"),
            Map.entry("agent_config", ""),
            Map.entry("enable_caching", "write cache on the steps"),
            Map.entry("log_level", "set it where the worker is started"),
            Map.entry("max_concurrent_jobs", "write concurrency"),
            Map.entry("storage", "state is kept in Kafka"),
            Map.entry("archive", "jobs are kept as long as the topics keep them"),
            Map.entry("checkpoints", "every step is a checkpoint"));

    static final Vocabulary DOCUMENT = new Vocabulary(
            "a UCOP document",
            with(WORKFLOW_KEYS, "workflow", "workflows", "profiles", "jobs"),
            Set.of("description", "tags", "author", "type"),
            ELSEWHERE,
            Map.of(),
            Map.of());

    static final Vocabulary WORKFLOW = new Vocabulary(
            "a workflow",
            WORKFLOW_KEYS,
            Set.of("description", "tags", "author", "category", "estimated_duration"),
            ELSEWHERE,
            Map.of(),
            Map.of());

    static final Vocabulary STEP = new Vocabulary(
            "a step",
            Set.of(
                    "id",
                    "name",
                    "agent",
                    "agent_id",
                    "action",
                    "inputs",
                    "outputs",
                    "condition",
                    "conditions",
                    "depends_on",
                    "dependencies",
                    "requires",
                    "timeout",
                    "retry",
                    "retries",
                    "critical",
                    "approval_required",
                    "parallel_group",
                    "on_error",
                    "model",
                    "prompt",
                    "prompt_template",
                    "tool",
                    "parameters",
                    "queue",
                    "metadata"),
            Set.of("description", "capabilities", "tags"),
            Map.of(
                    "checkpoint", "every step is a checkpoint",
                    "checkpoints", "every step is a checkpoint",
                    "config", "write inputs"),
            Map.of(),
            Map.of());

    static final Vocabulary SETTINGS = new Vocabulary(
            "settings", Set.of("default_timeout", "max_retries"), Set.of(), ELSEWHERE, Map.of(), Map.of());

    static final Vocabulary JOBS = new Vocabulary(
            "jobs", Set.of("max_retries", "retry_delay_seconds"), Set.of(), ELSEWHERE, Map.of(), Map.of());

    static final Vocabulary AGENT = new Vocabulary(
            "an agent",
            Set.of(
                    "id",
                    "inputs",
                    "outputs",
                    "contract",
                    "entrypoint",
                    "model",
                    "prompt",
                    "prompt_template",
                    "tool",
                    "action",
                    "parameters",
                    "queue",
                    "resources"),
            Set.of("version", "description", "capabilities", "name"),
            Map.of("checkpoints", "every step is a checkpoint"),
            Map.of(),
            Map.of());

    private Keys() {}

    private static Set<String> with(Set<String> keys, String... more) {
        var all = new HashSet<>(keys);
        all.addAll(Set.of(more));
        return Set.copyOf(all);
    }
}
