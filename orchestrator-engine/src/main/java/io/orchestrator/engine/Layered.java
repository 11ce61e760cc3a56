package io.orchestrator.engine;

import io.orchestrator.model.Value;
import io.orchestrator.plan.FramePath;
import io.orchestrator.plan.StepPath;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Leaves as they are once changes are laid over them. */
record Layered(Changes above, Leaves below) implements Leaves {

    @Override
    public @Nullable StepState step(StepPath path) {
        var state = above.step(path);
        return state != null ? state : below.step(path);
    }

    @Override
    public @Nullable FrameState frame(FramePath path) {
        var state = above.frame(path);
        return state != null ? state : below.frame(path);
    }

    @Override
    public Value.@Nullable Array items(ItemsPath path) {
        var items = above.items(path);
        return items != null ? items : below.items(path);
    }

    @Override
    public @Nullable VariableState variable(VariablePath path) {
        var state = above.variable(path);
        return state != null ? state : below.variable(path);
    }

    @Override
    public @Nullable Signals signals() {
        var signals = above.signals();
        return signals != null ? signals : below.signals();
    }

    @Override
    public @Nullable List<Checkpoint> checkpoints() {
        var checkpoints = above.checkpoints();
        return checkpoints != null ? checkpoints : below.checkpoints();
    }

    @Override
    public @Nullable Saved saved(int checkpoint) {
        return below.saved(checkpoint);
    }

    @Override
    public void steps(Consumer<StepState> reader) {
        above.steps(reader);
        below.steps(state -> {
            if (above.step(state.path()) == null) {
                reader.accept(state);
            }
        });
    }
}
