package io.orchestrator.engine;

import io.orchestrator.language.value.Scope;
import io.orchestrator.model.StepStatus;
import io.orchestrator.model.Value;
import io.orchestrator.plan.Plan;
import io.orchestrator.plan.PlanStep;
import io.orchestrator.plan.StepAction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The names that a step's templates see: its declared dependencies, the job's inputs, and the system's names. Nothing
 * else, so that what is rendered is a function of the plan, the inputs and the dependencies' results.
 */
final class JobScope implements Scope {

    private static final List<String> SYSTEM = List.of(
            "inputs",
            "parameters",
            "execution",
            "job",
            "pipeline_id",
            "execution_id",
            "timestamp",
            "previous_results",
            "step_results");

    private final Plan plan;
    private final JobHeader header;
    private final List<Integer> visible;
    private final IntFunction<@Nullable StepState> states;
    private final Map<String, Value> own;

    private JobScope(
            Plan plan,
            JobHeader header,
            List<Integer> visible,
            IntFunction<@Nullable StepState> states,
            Map<String, Value> own) {
        this.plan = plan;
        this.header = header;
        this.visible = visible;
        this.states = states;
        this.own = own;
    }

    static JobScope ofStep(Plan plan, Draft draft, PlanStep step, int attempt) {
        Map<String, Value> own = Map.of(
                "step", Value.of(Map.of("id", Value.of(step.id()))),
                "attempt", Value.of(attempt));
        return new JobScope(plan, draft.header(), step.dependencies(), i -> draft.step(plan, i), own);
    }

    static JobScope ofOutputs(Plan plan, Draft draft) {
        return new JobScope(plan, draft.header(), plan.outputReferences(), i -> draft.step(plan, i), Map.of());
    }

    /** This scope with one more name that shadows the others. */
    JobScope with(String name, Value value) {
        var more = new LinkedHashMap<>(own);
        more.put(name, value);
        return new JobScope(plan, header, visible, states, more);
    }

    @Override
    public @Nullable Value lookup(String name) {
        var mine = own.get(name);
        if (mine != null) {
            return mine;
        }
        var index = plan.indexById().get(name);
        if (index != null && visible.contains(index)) {
            return value(index);
        }
        var variable = variable(name);
        if (variable != null) {
            return variable;
        }
        var input = header.inputs().get(name);
        return input != null ? input : system(name);
    }

    @Override
    public Collection<String> names() {
        var names = new ArrayList<>(own.keySet());
        for (int index : visible) {
            names.add(plan.step(index).id());
            if (!plan.step(index).outputVariable().isEmpty()) {
                names.add(plan.step(index).outputVariable());
            }
        }
        names.addAll(header.inputs().entries().keySet());
        names.addAll(SYSTEM);
        return names;
    }

    private @Nullable Value value(int index) {
        var state = states.apply(index);
        return state == null ? null : Envelopes.view(state);
    }

    /** The last dependency in document order that sets the name, wins. */
    private @Nullable Value variable(String name) {
        for (int i = visible.size() - 1; i >= 0; i--) {
            var step = plan.step(visible.get(i));
            var state = states.apply(step.index());
            if (state == null || state.status() != StepStatus.COMPLETED) {
                continue;
            }
            if (step.outputVariable().equals(name)) {
                return Envelopes.result(state);
            }
            if (step.action() instanceof StepAction.SetVariables
                    && Envelopes.result(state) instanceof Value.Dict variables
                    && variables.get(name) != null) {
                return variables.get(name);
            }
        }
        return null;
    }

    private @Nullable Value system(String name) {
        return switch (name) {
            case "inputs", "parameters" -> header.inputs();
            case "execution" -> JobTimes.execution(header);
            case "timestamp" -> JobTimes.timestamp(header);
            case "execution_id" -> Value.of(header.jobId());
            case "pipeline_id" -> Value.of(plan.id());
            case "job" ->
                Value.of(Map.of(
                        "id", Value.of(header.jobId()),
                        "workflow", Value.of(header.workflow()),
                        "attempt", Value.of(1)));
            case "previous_results", "step_results" -> results();
            default -> null;
        };
    }

    private Value results() {
        var results = new LinkedHashMap<String, Value>();
        for (int index : visible) {
            var value = value(index);
            if (value != null) {
                results.put(plan.step(index).id(), value);
            }
        }
        return Value.of(results);
    }
}
