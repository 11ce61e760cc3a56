package io.orchestrator.engine;

import io.orchestrator.model.ModelUsage;
import io.orchestrator.model.StepStatus;
import io.orchestrator.model.Value;
import io.orchestrator.plan.Plan;
import io.orchestrator.plan.StepAction;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What is known of how a step went, and of where a variable comes from: {@code __step_metadata}, {@code
 * __step_model_metadata}, {@code __variable_metadata}. Read from what the events said; null where they did not say.
 */
final class Metadata {

    private Metadata() {}

    /** What the worker says of a result that it has given before. */
    private static final String FROM_CACHE = "from_cache";

    /** {tool_name, execution_time, resource_usage, success}, and from_cache where it is; null for a step that has not completed or failed. */
    static @Nullable Map<String, Value> ofStep(Plan plan, StepState state) {
        if (state.status() != StepStatus.COMPLETED && state.status() != StepStatus.FAILED) {
            return null;
        }
        var tool = plan.step(state.path()).action() instanceof StepAction.CallTool call ? call.tool() : null;
        var fields = new LinkedHashMap<String, Value>();
        fields.put("tool_name", Value.ofNullable(tool));
        fields.put("execution_time", executionTime(state));
        fields.put("resource_usage", resources(state));
        fields.put("success", Value.of(succeeded(state)));
        if (fromCache(state)) {
            fields.put(FROM_CACHE, Value.Bool.TRUE);
        }
        return fields;
    }

    private static boolean fromCache(StepState state) {
        return state.envelope() != null
                && Value.Bool.TRUE.equals(state.envelope().get(FROM_CACHE));
    }

    /** {model_name, tokens_used, cost, response_time}; null for a step that no model answered. */
    static @Nullable Map<String, Value> ofModel(StepState state) {
        var usage = state.usage();
        if (usage == null) {
            return null;
        }
        var fields = new LinkedHashMap<String, Value>();
        fields.put("model_name", Value.of(usage.model()));
        fields.put("tokens_used", fromCache(state) ? Value.of(0) : tokens(usage));
        var cost = cost(state);
        fields.put("cost", cost.isPresent() ? Value.of(cost.getAsDouble()) : Value.Null.NULL);
        fields.put("response_time", executionTime(state));
        return fields;
    }

    /** What the model's answer has cost in dollars; empty where its price is not known. */
    static OptionalDouble cost(StepState state) {
        if (state.envelope() == null) {
            return OptionalDouble.empty();
        }
        return fromCache(state) ? OptionalDouble.of(0) : number(state.envelope().get("cost_usd"));
    }

    /**
     * {step_name, execution_time, result_type, scope, version}.
     *
     * @param writer the step that gave the value; null where it is gone
     * @param variable its last version
     * @param value the value that is read
     */
    static Map<String, Value> ofVariable(
            String step, @Nullable StepState writer, @Nullable VariableState variable, Value value) {
        var version = variable == null || !variable.step().equals(step) ? null : Value.of(variable.version());
        var fields = new LinkedHashMap<String, Value>();
        fields.put("step_name", Value.of(step));
        fields.put("execution_time", writer == null ? Value.Null.NULL : executionTime(writer));
        fields.put("result_type", Value.of(Variables.type(value)));
        fields.put("version", version == null ? Value.Null.NULL : version);
        return fields;
    }

    /** Seconds from the start of the last attempt to its end. */
    private static Value executionTime(StepState state) {
        var run = state.run();
        return run.startedAtMs() == 0 || run.completedAtMs() < run.startedAtMs()
                ? Value.Null.NULL
                : Value.of((run.completedAtMs() - run.startedAtMs()) / 1000.0);
    }

    private static Value resources(StepState state) {
        var usage = state.usage();
        var fields = new LinkedHashMap<String, Value>();
        fields.put("attempts", Value.of(state.attempt()));
        fields.put("input_tokens", usage == null ? Value.Null.NULL : count(usage.inputTokens()));
        fields.put("output_tokens", usage == null ? Value.Null.NULL : count(usage.outputTokens()));
        return Value.of(fields);
    }

    private static OptionalDouble number(@Nullable Value value) {
        if (value instanceof Value.Real real) {
            return OptionalDouble.of(real.value());
        }
        return value instanceof Value.Int whole ? OptionalDouble.of((double) whole.value()) : OptionalDouble.empty();
    }

    /** A provider that does not count says 0. */
    private static Value count(long tokens) {
        return tokens == 0 ? Value.Null.NULL : Value.of(tokens);
    }

    private static Value tokens(ModelUsage usage) {
        return count(usage.inputTokens() + usage.outputTokens());
    }

    private static boolean succeeded(StepState state) {
        return state.envelope() != null
                && !Value.Bool.FALSE.equals(state.envelope().get("success"));
    }
}
