package io.orchestrator.simulation.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.coordinator.state.StateCodec;
import io.orchestrator.coordinator.state.StateKeys;
import io.orchestrator.coordinator.store.Stores;
import io.orchestrator.engine.Changes;
import io.orchestrator.engine.Fold;
import io.orchestrator.engine.FrameState;
import io.orchestrator.engine.ItemsPath;
import io.orchestrator.engine.JobState;
import io.orchestrator.engine.Leaves;
import io.orchestrator.engine.StepState;
import io.orchestrator.engine.VariablePath;
import io.orchestrator.engine.VariableState;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.Value;
import io.orchestrator.plan.FramePath;
import io.orchestrator.plan.Plan;
import io.orchestrator.plan.StepPath;
import io.orchestrator.simulation.coordinator.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** I8: the state of one job as its committed events alone give it, compared byte for byte with what is stored. */
final class JobFold implements Leaves {

    private final String jobId;
    private final StateCodec codec;
    private final Map<Bytes, byte[]> leaves = new TreeMap<>();
    private JobState state = JobState.absent();

    JobFold(String jobId, StateCodec codec) {
        this.jobId = jobId;
        this.codec = codec;
    }

    JobStatus status() {
        return state.root().status();
    }

    /** @param changelog the committed rows of a store, by the store's name */
    void apply(Plan plan, List<JobEvent> events, Function<String, Rows> changelog) {
        var after = Fold.apply(plan, state, events);
        keep(after.changes());
        state = JobState.of(after.header(), after.root(), this);
        same(
                "header",
                codec.encode(after.header()),
                changelog.apply(Stores.HEADERS).get(jobId));
        same("root", codec.encode(after.root()), changelog.apply(Stores.ROOTS).get(jobId));
        var stored = changelog.apply(Stores.STEPS);
        changed(after.changes()).forEach(key -> same("leaf " + key, leaf(key.get()), stored.get(key.get())));
        assertThat(stored.count(StateKeys.first(jobId), StateKeys.last(jobId)))
                .as("I8: leaves of %s", jobId)
                .isEqualTo(leaves.size());
    }

    private void same(String what, byte @Nullable [] folded, byte @Nullable [] stored) {
        assertThat(stored).as("I8: the stored %s of %s", what, jobId).isEqualTo(folded);
    }

    private void keep(Changes changes) {
        changes.steps().forEach((path, step) -> put(StateKeys.step(jobId, path), codec.encode(step)));
        changes.frames().forEach((path, frame) -> put(StateKeys.frame(jobId, path), codec.encode(frame)));
        changes.items().forEach((path, part) -> put(StateKeys.items(jobId, path), codec.encode(part)));
        changes.variables().forEach((path, value) -> put(StateKeys.variable(jobId, path), codec.encode(value)));
    }

    private List<Bytes> changed(Changes changes) {
        var keys = new ArrayList<Bytes>();
        changes.steps().keySet().forEach(path -> keys.add(Bytes.wrap(StateKeys.step(jobId, path))));
        changes.frames().keySet().forEach(path -> keys.add(Bytes.wrap(StateKeys.frame(jobId, path))));
        changes.items().keySet().forEach(path -> keys.add(Bytes.wrap(StateKeys.items(jobId, path))));
        changes.variables().keySet().forEach(path -> keys.add(Bytes.wrap(StateKeys.variable(jobId, path))));
        return keys;
    }

    private void put(byte[] key, byte[] value) {
        leaves.put(Bytes.wrap(key), value);
    }

    private byte @Nullable [] leaf(byte[] key) {
        return leaves.get(Bytes.wrap(key));
    }

    @Override
    public @Nullable StepState step(StepPath path) {
        var bytes = leaf(StateKeys.step(jobId, path));
        return bytes == null ? null : codec.step(bytes);
    }

    @Override
    public void steps(Consumer<StepState> reader) {
        leaves.forEach((key, bytes) -> {
            if (StateKeys.isStep(key.get())) {
                reader.accept(codec.step(bytes));
            }
        });
    }

    @Override
    public @Nullable FrameState frame(FramePath path) {
        var bytes = leaf(StateKeys.frame(jobId, path));
        return bytes == null ? null : codec.frame(bytes);
    }

    @Override
    public Value.@Nullable Array items(ItemsPath path) {
        var bytes = leaf(StateKeys.items(jobId, path));
        return bytes == null ? null : codec.items(bytes);
    }

    @Override
    public @Nullable VariableState variable(VariablePath path) {
        var bytes = leaf(StateKeys.variable(jobId, path));
        return bytes == null ? null : codec.variable(bytes);
    }
}
