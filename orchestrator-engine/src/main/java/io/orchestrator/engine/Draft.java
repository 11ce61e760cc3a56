package io.orchestrator.engine;

import io.orchestrator.language.value.Opener;
import io.orchestrator.model.ArtifactMark;
import io.orchestrator.model.Value;
import io.orchestrator.plan.FramePath;
import io.orchestrator.plan.Plan;
import io.orchestrator.plan.StepPath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A job's state while one decision is being made; only {@link Fold} changes it. */
final class Draft {

    private @Nullable JobHeader header;
    private @Nullable JobRoot root;
    private Leaves leaves;
    private Changes changes;
    private final Artifacts artifacts;
    /** Checkpoints made while this draft was open. */
    private final Map<Integer, Saved> made = new HashMap<>();

    Draft(@Nullable JobHeader header, @Nullable JobRoot root, Leaves leaves, Changes changes, Artifacts artifacts) {
        this.header = header;
        this.root = root;
        this.leaves = leaves;
        this.changes = changes;
        this.artifacts = artifacts;
    }

    Artifacts artifacts() {
        return artifacts;
    }

    /** Gives the values that the job's marks stand for. */
    Opener opener() {
        return artifacts.opener();
    }

    /** The value for which a mark stands; what is no mark, or a mark of what is too large to be seen, as it is. */
    Value seen(Value value) {
        var mark = ArtifactMark.of(value);
        return mark.isPresent() && Opener.isSmallEnough(mark.get()) ? opener().opened(value) : value;
    }

    @Nullable
    JobHeader headerOrNull() {
        return header;
    }

    @Nullable
    JobRoot rootOrNull() {
        return root;
    }

    JobHeader header() {
        if (header == null) {
            throw new IllegalStateException("the job does not exist");
        }
        return header;
    }

    JobRoot root() {
        if (root == null) {
            throw new IllegalStateException("the job does not exist");
        }
        return root;
    }

    Leaves leaves() {
        return leaves;
    }

    Changes changes() {
        return changes;
    }

    StepState step(Plan plan, StepPath path) {
        var state = changes.step(path);
        if (state == null) {
            state = leaves.step(path);
        }
        return state != null ? state : StepState.pending(path, plan.step(path).waitsFor());
    }

    FrameState frame(FramePath path) {
        var state = changes.frame(path);
        if (state == null) {
            state = leaves.frame(path);
        }
        return state != null ? state : FrameState.begun(path);
    }

    /** The item of that number, or null where the loop has none. */
    @Nullable
    Value item(StepPath loop, int number) {
        var path = ItemsPath.of(loop, number);
        var part = changes.items(path);
        if (part == null) {
            part = leaves.items(path);
        }
        var at = number - path.part() * ItemsPath.SIZE;
        return part == null || at >= part.items().size() ? null : part.items().get(at);
    }

    /** The variable's last version, or null where it was never assigned. */
    @Nullable
    VariableState variable(VariablePath path) {
        var state = changes.variable(path);
        return state != null ? state : leaves.variable(path);
    }

    void put(JobHeader newHeader) {
        header = newHeader;
    }

    void put(JobRoot newRoot) {
        root = newRoot;
    }

    void put(StepState state) {
        changes.steps().put(state.path(), state);
    }

    void put(FrameState state) {
        changes.frames().put(state.path(), state);
    }

    void put(ItemsPath path, Value.Array items) {
        changes.items().put(path, items);
    }

    void put(VariableState state) {
        changes.variables().put(state.path(), state);
    }

    Signals signals() {
        var signals = changes.signals() != null ? changes.signals() : leaves.signals();
        return signals == null ? Signals.NONE : signals;
    }

    void put(Signals now) {
        changes = changes.with(now);
    }

    /** Those that can be restored, oldest first. */
    List<Checkpoint> checkpoints() {
        var checkpoints = changes.checkpoints() != null ? changes.checkpoints() : leaves.checkpoints();
        return checkpoints == null ? List.of() : checkpoints;
    }

    void put(List<Checkpoint> now) {
        changes = changes.with(now);
    }

    /** Keeps the job as it is now. */
    void keep(int checkpoint) {
        made.put(
                checkpoint,
                new Saved(header(), root(), new Layered(changes.open().sealed(), leaves)));
    }

    /** @throws IllegalStateException where there is no such checkpoint */
    Saved saved(int checkpoint) {
        var saved = made.containsKey(checkpoint) ? made.get(checkpoint) : leaves.saved(checkpoint);
        if (saved == null) {
            throw new IllegalStateException("checkpoint " + checkpoint + " is gone");
        }
        return saved;
    }

    /** Everything but the list of checkpoints is as it was then. */
    void goBack(Saved to) {
        changes = changes.left(root().versions().generation(), checkpoints());
        header = to.header();
        leaves = to.leaves();
    }
}
