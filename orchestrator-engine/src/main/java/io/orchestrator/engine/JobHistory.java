package io.orchestrator.engine;

import io.orchestrator.model.ControlFact;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.StepStatus;
import io.orchestrator.model.Value;
import io.orchestrator.model.VariableScope;
import io.orchestrator.plan.FramePath;
import io.orchestrator.plan.Plan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A job as it was after some of its events: they are folded again, as they were when they happened.
 *
 * @param state the job then
 * @param variables those that had been assigned by then, in the order of their first assignment
 */
public record JobHistory(JobState state, List<Variable> variables) {

    public JobHistory {
        variables = List.copyOf(variables);
    }

    /**
     * A variable.
     *
     * @param scope where it lives
     * @param iteration number of the iteration whose variable it is; -1 for what a step assigned
     * @param last its last version
     * @param value its value; empty where it is long and the step that gave it has run again since
     */
    public record Variable(VariableScope scope, int iteration, VariableState last, Optional<Value> value) {}

    /** Where a variable lives, as its events tell it. */
    private record Place(VariableScope scope, int iteration) {}

    /**
     * The job after these events.
     *
     * @param plan that it runs
     * @param events its first ones, in order, without gaps
     */
    public static JobHistory of(Plan plan, List<JobEvent> events) {
        var state = Fold.apply(plan, JobState.absent(), events);
        var places = new LinkedHashMap<VariablePath, Place>();
        for (JobEvent event : events) {
            if (event.fact() instanceof JobFact.VariableChanged fact) {
                places.put(Variables.path(plan, fact), new Place(fact.scope(), fact.iteration()));
            } else if (event.fact() instanceof ControlFact.VariableSet fact) {
                places.put(new VariablePath(FramePath.ROOT, fact.name()), new Place(VariableScope.GLOBAL, -1));
            }
        }
        return new JobHistory(state, variables(plan, state.draft(), places));
    }

    private static List<Variable> variables(Plan plan, Draft draft, Map<VariablePath, Place> places) {
        return places.entrySet().stream()
                .flatMap(entry -> Optional.ofNullable(draft.variable(entry.getKey())).stream()
                        .map(last -> new Variable(
                                entry.getValue().scope(),
                                entry.getValue().iteration(),
                                last,
                                Optional.ofNullable(value(plan, draft, last)))))
                .toList();
    }

    /** A long value is where it came from: in the result of its step, or among the items of its loop. */
    private static @Nullable Value value(Plan plan, Draft draft, VariableState last) {
        if (last.value() != null) {
            return last.value();
        }
        var writer = plan.find(last.step()).orElse(null);
        if (writer == null) {
            return null;
        }
        var state = draft.step(plan, writer);
        var frame = last.path().frame();
        if (!frame.isRoot() && frame.opener().equals(writer) && frame.number() >= 0) {
            return draft.item(writer, frame.number() - state.frames().first());
        }
        return state.status() == StepStatus.COMPLETED
                ? Variables.assigned(plan.step(writer), state, last.path().name())
                : null;
    }
}
