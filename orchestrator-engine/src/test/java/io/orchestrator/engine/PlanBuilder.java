package io.orchestrator.engine;

import static io.orchestrator.engine.PlanSteps.flow;
import static io.orchestrator.engine.PlanSteps.followedBy;
import static io.orchestrator.engine.PlanSteps.leadingTo;
import static io.orchestrator.engine.PlanSteps.undoneBy;
import static io.orchestrator.engine.PlanSteps.with;

import io.orchestrator.language.Expression;
import io.orchestrator.language.Template;
import io.orchestrator.language.ValueTemplate;
import io.orchestrator.model.Priority;
import io.orchestrator.model.StepCommand;
import io.orchestrator.model.StepCommand.Delivery;
import io.orchestrator.model.Value;
import io.orchestrator.model.VariableScope;
import io.orchestrator.plan.Block;
import io.orchestrator.plan.ErrorHandler;
import io.orchestrator.plan.Goto;
import io.orchestrator.plan.Manner;
import io.orchestrator.plan.OnFailure;
import io.orchestrator.plan.Plan;
import io.orchestrator.plan.PlanStep;
import io.orchestrator.plan.Produce;
import io.orchestrator.plan.RetryPolicy;
import io.orchestrator.plan.StepAction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Writes plans for tests without the compiler. */
final class PlanBuilder {

    private final List<PlanStep> steps = new ArrayList<>();
    private final Map<String, ValueTemplate> outputs = new LinkedHashMap<>();

    /** The blocks being written, the innermost last; each holds the indexes of its steps. */
    private final ArrayDeque<List<Integer>> open = new ArrayDeque<>(List.of(new ArrayList<>()));

    private final ArrayDeque<Integer> parents = new ArrayDeque<>();
    private Block cleanup = Block.EMPTY;
    private long timeoutMs;

    /** A step that calls the tool {@code work} with one text parameter. */
    PlanBuilder step(String id, String text, String... dependencies) {
        var parameters = ValueTemplate.of(Value.of(Map.of("text", Value.of(text))));
        return add(id, new StepAction.CallTool("work", "", parameters, Value.EMPTY), dependencies);
    }

    PlanBuilder set(String id, Map<String, Value> variables, String... dependencies) {
        return set(id, VariableScope.STEP, variables, dependencies);
    }

    PlanBuilder set(String id, VariableScope scope, Map<String, Value> variables, String... dependencies) {
        return add(id, new StepAction.SetVariables(ValueTemplate.of(Value.of(variables)), scope), dependencies);
    }

    PlanBuilder action(String id, StepAction action, String... dependencies) {
        return add(id, action, dependencies);
    }

    PlanBuilder forEach(String id, Object items, int maxParallel, Consumer<PlanBuilder> body, String... dependencies) {
        var template = ValueTemplate.of(items instanceof Value value ? value : Value.of(items.toString()));
        return holding(
                id,
                block -> new StepAction.ForEach(template, maxParallel, "", "", StepAction.Statistics.NONE, block),
                body,
                dependencies);
    }

    PlanBuilder loop(
            String id, String condition, String until, int max, Consumer<PlanBuilder> body, String... dependencies) {
        return holding(
                id,
                block -> new StepAction.While(
                        expression(condition),
                        expression(until),
                        ValueTemplate.of(Value.of(max)),
                        false,
                        "",
                        StepAction.Statistics.NONE,
                        block),
                body,
                dependencies);
    }

    PlanBuilder parallel(String id, int join, Map<String, Consumer<PlanBuilder>> branches, String... dependencies) {
        add(id, new StepAction.Parallel(List.of(), join), dependencies);
        var index = steps.size() - 1;
        var blocks = new ArrayList<Block>();
        branches.forEach((name, body) -> blocks.add(block(index, name, body)));
        return change(index, s -> with(s, new StepAction.Parallel(blocks, join)));
    }

    private PlanBuilder holding(
            String id, Function<Block, StepAction> action, Consumer<PlanBuilder> body, String... dependencies) {
        add(id, action.apply(Block.EMPTY), dependencies);
        var index = steps.size() - 1;
        var block = block(index, "", body);
        return change(index, s -> with(s, action.apply(block)));
    }

    private static Optional<Expression> expression(String source) {
        return source.isEmpty() ? Optional.empty() : Optional.of(Expression.parse(source));
    }

    private Block block(int parent, String name, Consumer<PlanBuilder> body) {
        open.addLast(new ArrayList<>());
        parents.addLast(parent);
        body.accept(this);
        parents.removeLast();
        return block(name, open.removeLast());
    }

    private Block block(String name, List<Integer> indexes) {
        var byId = new HashMap<String, Integer>();
        indexes.forEach(index -> byId.put(steps.get(index).id(), index));
        return new Block(name, indexes, byId);
    }

    private PlanBuilder add(String id, StepAction action, String... dependencies) {
        var indexes = Arrays.stream(dependencies).map(this::index).sorted().toList();
        open.getLast().add(steps.size());
        steps.add(new PlanStep(
                steps.size(),
                id,
                parents.isEmpty() ? OptionalInt.empty() : OptionalInt.of(parents.getLast()),
                action,
                "",
                new PlanStep.Edges(indexes, List.of(), List.of(), 0),
                Optional.empty(),
                new PlanStep.Flow(
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        new OnFailure.FailJob(),
                        false,
                        Optional.empty(),
                        List.of(),
                        Block.EMPTY,
                        Block.EMPTY),
                new PlanStep.Limits(
                        RetryPolicy.attempts(1), 0, "default", Optional.empty(), Delivery.AT_LEAST_ONCE, Manner.PLAIN),
                Optional.empty(),
                ""));
        return this;
    }

    PlanBuilder condition(String source) {
        return last(s -> with(s, Optional.of(Expression.parse(source))));
    }

    PlanBuilder retry(RetryPolicy retry) {
        return last(s -> with(
                s,
                new PlanStep.Limits(
                        retry,
                        s.limits().timeoutMs(),
                        s.limits().queue(),
                        s.limits().priority(),
                        s.limits().delivery(),
                        s.limits().manner())));
    }

    PlanBuilder timeout(long limitMs) {
        return last(s -> with(
                s,
                new PlanStep.Limits(
                        s.retry(),
                        limitMs,
                        s.limits().queue(),
                        s.limits().priority(),
                        s.limits().delivery(),
                        s.limits().manner())));
    }

    PlanBuilder delivery(StepCommand.Delivery delivery) {
        return last(s -> with(
                s,
                new PlanStep.Limits(
                        s.retry(),
                        s.limits().timeoutMs(),
                        s.limits().queue(),
                        s.limits().priority(),
                        delivery,
                        s.limits().manner())));
    }

    PlanBuilder manner(Manner manner) {
        return last(s -> with(
                s,
                new PlanStep.Limits(
                        s.retry(),
                        s.limits().timeoutMs(),
                        s.limits().queue(),
                        s.limits().priority(),
                        s.limits().delivery(),
                        manner)));
    }

    PlanBuilder jobTimeout(long limitMs) {
        timeoutMs = limitMs;
        return this;
    }

    PlanBuilder onFailure(OnFailure onFailure) {
        return last(s -> with(s, flow(s, s.flow().onSuccess(), s.flow().onFalse(), onFailure)));
    }

    /** A handler of the step that was added last; its steps may be none. */
    PlanBuilder handler(UnaryOperator<ErrorHandler> shape, Consumer<PlanBuilder> body) {
        var index = open.getLast().getLast();
        var block = block(index, "", body);
        var plain = new ErrorHandler(
                java.util.Set.of(), List.of(), java.util.Set.of(), block, false, 0, false, false, Optional.empty());
        return change(index, s -> {
            var handlers = new ArrayList<>(s.flow().handlers());
            handlers.add(shape.apply(plain));
            return with(
                    s,
                    new PlanStep.Flow(
                            s.flow().onSuccess(),
                            s.flow().onFalse(),
                            s.onFailure(),
                            true,
                            s.flow().goTo(),
                            handlers,
                            s.flow().compensation(),
                            s.flow().cleanup()));
        });
    }

    PlanBuilder compensation(Consumer<PlanBuilder> body) {
        var index = open.getLast().getLast();
        var block = block(index, "", body);
        return change(index, s -> undoneBy(s, block));
    }

    /** What runs after the step that was added last. */
    PlanBuilder after(Consumer<PlanBuilder> body) {
        var index = open.getLast().getLast();
        var block = block(index, "", body);
        return change(index, s -> followedBy(s, block));
    }

    PlanBuilder cleanup(Consumer<PlanBuilder> body) {
        open.addLast(new ArrayList<>());
        body.accept(this);
        cleanup = block("", open.removeLast());
        return this;
    }

    PlanBuilder goTo(String target, int maxRepeats) {
        return last(s -> leadingTo(s, new Goto(Template.parse(target), maxRepeats)));
    }

    /** Jumps from an earlier step; both must exist. The steps between and the target wait for the source. */
    PlanBuilder jumpOnSuccess(String from, String to) {
        return jump(
                from,
                to,
                s -> with(s, flow(s, OptionalInt.of(index(to)), s.flow().onFalse(), s.onFailure())));
    }

    PlanBuilder jumpOnFalse(String from, String to) {
        return jump(from, to, s -> with(s, flow(s, s.flow().onSuccess(), OptionalInt.of(index(to)), s.onFailure())));
    }

    PlanBuilder jumpOnFailure(String from, String to) {
        return jump(
                from,
                to,
                s -> with(s, flow(s, s.flow().onSuccess(), s.flow().onFalse(), new OnFailure.Jump(index(to)))));
    }

    /** The last step's result becomes a file. */
    PlanBuilder producing(Produce produce) {
        return last(s -> PlanSteps.producing(s, produce));
    }

    PlanBuilder output(String name, String template) {
        outputs.put(name, ValueTemplate.of(Value.of(template)));
        return this;
    }

    Plan build() {
        var linked = steps.stream().map(this::link).toList();
        var root = block("", open.getFirst());
        return new Plan(
                "test",
                "Test",
                "1.0.0",
                "hash",
                List.of(),
                linked,
                root,
                cleanup,
                outputs,
                root.steps(),
                Priority.NORMAL,
                timeoutMs);
    }

    private PlanBuilder jump(String from, String to, UnaryOperator<PlanStep> change) {
        var source = index(from);
        change(source, change);
        for (int i = source + 1; i <= index(to); i++) {
            var step = steps.get(i);
            if (!step.dependencies().contains(source)) {
                var after = new ArrayList<>(step.after());
                after.add(source);
                change(i, s -> with(s, new PlanStep.Edges(s.dependencies(), after, s.successors(), 0)));
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
        return with(step, new PlanStep.Edges(step.dependencies(), step.after(), successors, 0));
    }

    private PlanBuilder last(UnaryOperator<PlanStep> change) {
        return change(open.getLast().getLast(), change);
    }

    private PlanBuilder change(int index, UnaryOperator<PlanStep> change) {
        steps.set(index, change.apply(steps.get(index)));
        return this;
    }

    private int index(String id) {
        return steps.stream()
                .filter(s -> s.id().equals(id))
                .findFirst()
                .orElseThrow()
                .index();
    }
}
