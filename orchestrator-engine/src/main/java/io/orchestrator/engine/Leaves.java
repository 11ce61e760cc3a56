package io.orchestrator.engine;

import io.orchestrator.model.Value;
import io.orchestrator.plan.FramePath;
import io.orchestrator.plan.StepPath;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the stored leaves of one job. */
public interface Leaves {

    /** The step instance's state, or null where none was ever written: it is as the plan says. */
    @Nullable
    StepState step(StepPath path);

    /** The frame's state, or null where none was ever written: no step has ended in it. */
    @Nullable
    FrameState frame(FramePath path);

    /** Part of a loop's items, or null where none was ever written. */
    Value.@Nullable Array items(ItemsPath path);

    /** Shows every step instance that was ever written, in no certain order. */
    void steps(Consumer<StepState> reader);

    /** The variable's last version, or null where it was never assigned. */
    @Nullable
    VariableState variable(VariablePath path);

    /** Signals that came early, and steps that wait for some; null where none was ever written. */
    @Nullable
    Signals signals();

    /** The checkpoints that can be restored, oldest first; null where none was ever made. */
    @Nullable
    List<Checkpoint> checkpoints();

    /** The job as a checkpoint keeps it; null where there is none of that number. */
    @Nullable
    Saved saved(int checkpoint);

    /** A job of which nothing is stored. */
    static Leaves none() {
        return Changes.none();
    }
}
