package io.orchestrator.engine;

import io.orchestrator.model.Value;
import io.orchestrator.plan.FramePath;
import io.orchestrator.plan.StepPath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Leaves that differ from what is stored, in the order in which they were first changed.
 *
 * @param steps by path
 * @param frames by path
 * @param items parts of the items of loops
 * @param variables last versions
 * @param signals null where they have not changed
 * @param checkpoints null where they have not changed
 * @param abandoned what the decision had changed before the job went back, oldest first: nobody sees it, but it has happened
 */
public record Changes(
        Map<StepPath, StepState> steps,
        Map<FramePath, FrameState> frames,
        Map<ItemsPath, Value.Array> items,
        Map<VariablePath, VariableState> variables,
        @Nullable Signals signals,
        @Nullable List<Checkpoint> checkpoints,
        List<Abandoned> abandoned)
        implements Leaves {

    /**
     * Leaves of a course that the job has left.
     *
     * @param generation in which they were changed
     */
    public record Abandoned(int generation, Changes changes) {}

    static Changes none() {
        return new Changes(Map.of(), Map.of(), Map.of(), Map.of(), null, null, List.of());
    }

    private boolean isEmpty() {
        return steps.isEmpty() && frames.isEmpty() && items.isEmpty() && variables.isEmpty() && signals == null;
    }

    /** Nothing is changed any more of what was, but the checkpoints. */
    Changes left(int generation, List<Checkpoint> kept) {
        var left = new ArrayList<>(abandoned);
        if (!isEmpty()) {
            left.add(new Abandoned(
                    generation, new Changes(steps, frames, items, variables, signals, null, List.of()).sealed()));
        }
        var none = none().open();
        return new Changes(
                none.steps, none.frames, none.items, none.variables, null, List.copyOf(kept), List.copyOf(left));
    }

    /** These changes, to which others can be added. */
    Changes open() {
        return new Changes(
                new LinkedHashMap<>(steps),
                new LinkedHashMap<>(frames),
                new LinkedHashMap<>(items),
                new LinkedHashMap<>(variables),
                signals,
                checkpoints,
                abandoned);
    }

    Changes sealed() {
        return new Changes(
                Collections.unmodifiableMap(steps),
                Collections.unmodifiableMap(frames),
                Collections.unmodifiableMap(items),
                Collections.unmodifiableMap(variables),
                signals,
                checkpoints,
                abandoned);
    }

    @Override
    public @Nullable StepState step(StepPath path) {
        return steps.get(path);
    }

    @Override
    public void steps(Consumer<StepState> reader) {
        steps.values().forEach(reader);
    }

    @Override
    public @Nullable FrameState frame(FramePath path) {
        return frames.get(path);
    }

    @Override
    public Value.@Nullable Array items(ItemsPath path) {
        return items.get(path);
    }

    @Override
    public @Nullable VariableState variable(VariablePath path) {
        return variables.get(path);
    }

    Changes with(Signals now) {
        return new Changes(steps, frames, items, variables, now, checkpoints, abandoned);
    }

    Changes with(List<Checkpoint> now) {
        return new Changes(steps, frames, items, variables, signals, List.copyOf(now), abandoned);
    }

    @Override
    public @Nullable Saved saved(int checkpoint) {
        return null;
    }
}
