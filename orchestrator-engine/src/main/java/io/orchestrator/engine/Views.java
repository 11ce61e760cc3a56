package io.orchestrator.engine;

import io.orchestrator.model.StepStatus;
import io.orchestrator.model.Value;
import io.orchestrator.plan.FramePath;
import io.orchestrator.plan.Plan;
import io.orchestrator.plan.StepAction;
import io.orchestrator.plan.StepPath;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What a step's name stands for in a template: its envelope (see {@link Envelopes}); for a step that holds others also
 * what those gave, read from where it is stored: {@code results} of a loop, a field for each branch.
 */
final class Views {

    private static final String RESULTS = "results";

    private Views() {}

    /** The view of an ended step, or null where it has no value: it was skipped, cancelled or has not ended. */
    static @Nullable Value of(Plan plan, Draft draft, StepPath path) {
        var state = draft.step(plan, path);
        var view = Envelopes.view(draft, state);
        if (!(view instanceof Value.Dict envelope) || state.status() != StepStatus.COMPLETED) {
            return view;
        }
        if (!(plan.step(path).action() instanceof StepAction.Holding holding)) {
            return envelope;
        }
        return switch (holding) {
            case StepAction.ForEach loop -> envelope.with(RESULTS, iterations(plan, draft, state));
            case StepAction.While loop -> envelope.with(RESULTS, iterations(plan, draft, state));
            case StepAction.Parallel parallel -> blocks(plan, draft, state, envelope);
            case StepAction.Switch choice -> blocks(plan, draft, state, envelope);
        };
    }

    /** One value an iteration, in order, read when asked for; null for one whose only step has no value. */
    private static Value iterations(Plan plan, Draft draft, StepState loop) {
        var frames = loop.frames();
        return Value.lazy(new Value.Elements() {
            @Override
            public int size() {
                return frames.opened();
            }

            @Override
            public Value get(int index) {
                return frame(plan, draft, loop.path().frame(frames.first() + index));
            }
        });
    }

    /** The value of a frame: of its only step, else a map of its steps' values. */
    static Value frame(Plan plan, Draft draft, FramePath frame) {
        var steps = plan.block(frame).steps().stream()
                .filter(index -> !plan.step(index).asks())
                .toList();
        if (steps.size() == 1) {
            var value = of(plan, draft, frame.step(steps.getFirst()));
            return value == null ? Value.Null.NULL : value;
        }
        return steps(plan, draft, frame);
    }

    /** The values of a frame's steps that have one, by id. */
    static Value.Dict steps(Plan plan, Draft draft, FramePath frame) {
        var values = new LinkedHashMap<String, Value>();
        for (int index : plan.block(frame).steps()) {
            var value = of(plan, draft, frame.step(index));
            if (value != null) {
                values.put(plan.step(index).id(), value);
            }
        }
        return Value.of(values);
    }

    private static Value blocks(Plan plan, Draft draft, StepState state, Value.Dict envelope) {
        var view = envelope;
        var blocks = state.frames();
        for (int number = blocks.first(); number < blocks.next(); number++) {
            var frame = state.path().frame(number);
            var name = plan.block(frame).name();
            if (!name.isEmpty() && view.get(name) == null) {
                view = view.with(name, steps(plan, draft, frame));
            }
        }
        return view;
    }
}
