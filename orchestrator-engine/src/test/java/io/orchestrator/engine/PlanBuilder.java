package io.orchestrator.engine;

import io.orchestrator.language.Expression;
import io.orchestrator.language.ValueTemplate;
import io.orchestrator.model.Priority;
import io.orchestrator.model.StepCommand.Delivery;
import io.orchestrator.model.Value;
import io.orchestrator.plan.OnFailure;
import io.orchestrator.plan.Plan;
import io.orchestrator.plan.PlanStep;
import io.orchestrator.plan.RetryPolicy;
import io.orchestrator.plan.StepAction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Writes plans for tests without the compiler. */
final class PlanBuilder {

    private final List<PlanStep> steps = new ArrayList<>();
    private final Map<String, ValueTemplate> outputs = new LinkedHashMap<>();

    /** A step that calls the tool {@code work} with one text parameter. */
    PlanBuilder step(String id, String text, String... dependencies) {
        var parameters = ValueTemplate.of(Value.of(Map.of("text", Value.of(text))));
        return add(id, new StepAction.CallTool("work", "", parameters), dependencies);
    }

    PlanBuilder set(String id, Map<String, Value> variables, String... dependencies) {
        return add(id, new StepAction.SetVariables(ValueTemplate.of(Value.of(variables))), dependencies);
    }

    private PlanBuilder add(String id, StepAction action, String... dependencies) {
        var indexes = List.of(dependencies).stream().map(this::index).sorted().toList();
        steps.add(new PlanStep(
                steps.size(),
                id,
                action,
                "",
                indexes,
                List.of(),
                List.of(),
                0,
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                new OnFailure.FailJob(),
                false,
                RetryPolicy.attempts(1),
                0,
                "default",
                Optional.empty(),
                Delivery.AT_LEAST_ONCE,
                ""));
        return this;
    }

    PlanBuilder condition(String source) {
        return last(s -> copy(
                s,
                s.after(),
                Optional.of(Expression.parse(source)),
                s.onSuccess(),
                s.onFalse(),
                s.onFailure(),
                s.retry()));
    }

    PlanBuilder retry(RetryPolicy retry) {
        return last(s -> copy(s, s.after(), s.condition(), s.onSuccess(), s.onFalse(), s.onFailure(), retry));
    }

    PlanBuilder onFailure(OnFailure onFailure) {
        return last(s -> copy(s, s.after(), s.condition(), s.onSuccess(), s.onFalse(), onFailure, s.retry()));
    }

    /** Jumps from an earlier step; both must exist. The steps between and the target wait for the source. */
    PlanBuilder jumpOnSuccess(String from, String to) {
        return jump(
                from,
                to,
                s -> copy(
                        s, s.after(), s.condition(), OptionalInt.of(index(to)), s.onFalse(), s.onFailure(), s.retry()));
    }

    PlanBuilder jumpOnFalse(String from, String to) {
        return jump(
                from,
                to,
                s -> copy(
                        s,
                        s.after(),
                        s.condition(),
                        s.onSuccess(),
                        OptionalInt.of(index(to)),
                        s.onFailure(),
                        s.retry()));
    }

    PlanBuilder jumpOnFailure(String from, String to) {
        return jump(
                from,
                to,
                s -> copy(
                        s,
                        s.after(),
                        s.condition(),
                        s.onSuccess(),
                        s.onFalse(),
                        new OnFailure.Jump(index(to)),
                        s.retry()));
    }

    PlanBuilder output(String name, String template) {
        outputs.put(name, ValueTemplate.of(Value.of(template)));
        return this;
    }

    Plan build() {
        var linked = steps.stream().map(this::link).toList();
        var all = linked.stream().map(PlanStep::index).toList();
        return new Plan("test", "Test", "1.0.0", "hash", List.of(), linked, outputs, all, Priority.NORMAL);
    }

    private PlanBuilder jump(String from, String to, java.util.function.UnaryOperator<PlanStep> change) {
        var source = index(from);
        steps.set(source, change.apply(steps.get(source)));
        for (int i = source + 1; i <= index(to); i++) {
            var step = steps.get(i);
            if (!step.dependencies().contains(source)) {
                var after = new ArrayList<>(step.after());
                after.add(source);
                steps.set(
                        i,
                        copy(
                                step,
                                after,
                                step.condition(),
                                step.onSuccess(),
                                step.onFalse(),
                                step.onFailure(),
                                step.retry()));
            }
        }
        return this;
    }

    private PlanStep link(PlanStep step) {
        var successors = steps.stream()
                .filter(s ->
                        s.dependencies().contains(step.index()) || s.after().contains(step.index()))
                .map(PlanStep::index)
                .toList();
        return new PlanStep(
                step.index(),
                step.id(),
                step.action(),
                "",
                step.dependencies(),
                step.after(),
                successors,
                0,
                step.condition(),
                step.onSuccess(),
                step.onFalse(),
                step.onFailure(),
                false,
                step.retry(),
                0,
                "default",
                Optional.empty(),
                Delivery.AT_LEAST_ONCE,
                "");
    }

    private PlanBuilder last(java.util.function.UnaryOperator<PlanStep> change) {
        steps.set(steps.size() - 1, change.apply(steps.getLast()));
        return this;
    }

    private int index(String id) {
        return steps.stream()
                .filter(s -> s.id().equals(id))
                .findFirst()
                .orElseThrow()
                .index();
    }

    private static PlanStep copy(
            PlanStep s,
            List<Integer> after,
            Optional<Expression> condition,
            OptionalInt onSuccess,
            OptionalInt onFalse,
            OnFailure onFailure,
            RetryPolicy retry) {
        return new PlanStep(
                s.index(),
                s.id(),
                s.action(),
                "",
                s.dependencies(),
                after,
                s.successors(),
                0,
                condition,
                onSuccess,
                onFalse,
                onFailure,
                false,
                retry,
                0,
                "default",
                Optional.empty(),
                Delivery.AT_LEAST_ONCE,
                "");
    }
}
