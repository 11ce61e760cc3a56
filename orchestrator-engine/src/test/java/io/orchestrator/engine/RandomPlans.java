package io.orchestrator.engine;

import io.orchestrator.language.Template;
import io.orchestrator.language.ValueTemplate;
import io.orchestrator.model.Value;
import io.orchestrator.plan.ErrorHandler;
import io.orchestrator.plan.OnFailure;
import io.orchestrator.plan.Plan;
import io.orchestrator.plan.RetryPolicy;
import io.orchestrator.plan.StepAction;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Plans with loops, branches, handlers, gotos, compensation and cleanup, by chance. */
final class RandomPlans {

    /** What some of their steps wait for, with the key k0 or k1. */
    static final String SIGNAL = "go";

    private static final int MAX_DEPTH = 2;

    private final Random random;
    private int steps;

    private RandomPlans(Random random) {
        this.random = random;
    }

    static Plan nested(Random random) {
        var builder = new PlanBuilder();
        var plans = new RandomPlans(random);
        plans.block(builder, 0);
        if (random.nextInt(4) == 0) {
            builder.cleanup(body -> body.step("tidy", "t"));
        }
        return builder.build();
    }

    private void block(PlanBuilder builder, int depth) {
        var count = 1 + random.nextInt(3);
        var last = "";
        for (int i = 0; i < count; i++) {
            var after = last.isEmpty() || random.nextInt(3) == 0 ? new String[0] : new String[] {last};
            last = "s" + steps++;
            step(builder, last, depth, after);
            decorate(builder, last);
        }
    }

    private void step(PlanBuilder builder, String id, int depth, String... after) {
        var kind = random.nextInt(depth >= MAX_DEPTH ? 3 : 9);
        switch (kind) {
            case 1 -> builder.action(id, call(), after);
            case 7 -> builder.action(id, signal(), after);
            case 5 -> builder.forEach(id, items(), 1 + random.nextInt(3), body -> block(body, depth + 1), after);
            case 6 -> builder.loop(id, "iteration < 2", "", 5, body -> block(body, depth + 1), after);
            case 3 -> {
                var branches = new LinkedHashMap<String, Consumer<PlanBuilder>>();
                branches.put("left", body -> block(body, depth + 1));
                branches.put("right", body -> block(body, depth + 1));
                builder.parallel(id, 1 + random.nextInt(2), branches, after);
            }
            case 4 ->
                builder.action(
                        id,
                        new StepAction.Wait(
                                ValueTemplate.of(Value.of(random.nextInt(100) / 100.0)), StepAction.Wait.Kind.FOR),
                        after);
            default -> builder.step(id, "x", after);
        }
    }

    private StepAction call() {
        return new StepAction.CallWorkflow(
                new StepAction.Named(Template.parse("report")),
                ValueTemplate.EMPTY,
                Value.EMPTY,
                Set.of(),
                random.nextInt(4) > 0);
    }

    /** Goes on by itself after a while. */
    private StepAction signal() {
        return new StepAction.Signal(
                Template.parse(SIGNAL),
                Template.parse("k" + random.nextInt(2)),
                random.nextInt(4) > 0,
                ValueTemplate.EMPTY,
                Optional.of(ValueTemplate.of(Value.of(random.nextInt(100) / 100.0))),
                random.nextBoolean() ? Optional.of(ValueTemplate.of(Value.of("nobody"))) : Optional.empty());
    }

    private void decorate(PlanBuilder builder, String id) {
        switch (random.nextInt(10)) {
            case 0 -> builder.onFailure(random.nextBoolean() ? new OnFailure.Continue() : new OnFailure.Skip());
            case 1 -> builder.handler(this::shape, body -> body.step("h" + steps++, "h"));
            case 2 -> builder.handler(this::shape, body -> {});
            case 3 -> builder.compensation(body -> body.step("u" + steps++, "u"));
            case 4 -> builder.condition(random.nextBoolean() ? "true" : "false");
            case 5 -> builder.retry(new RetryPolicy(2, 50, 1, 50, 0, Set.of(), Set.of()));
            case 6 -> builder.goTo("{{ '" + id + "' if attempt < 3 else '' }}", 2);
            case 7 -> builder.after(body -> body.step("a" + steps++, "a"));
            default -> {}
        }
    }

    private ErrorHandler shape(ErrorHandler plain) {
        var fallback = random.nextBoolean() ? Optional.of(ValueTemplate.of(Value.of("instead"))) : plain.fallback();
        return new ErrorHandler(
                plain.types(),
                plain.patterns(),
                plain.codes(),
                plain.block(),
                random.nextInt(3) == 0,
                1 + random.nextInt(2),
                random.nextInt(5) == 0,
                random.nextInt(4) == 0,
                fallback);
    }

    private Value items() {
        return Value.of(
                IntStream.range(0, random.nextInt(4)).<Value>mapToObj(Value::of).toList());
    }
}
