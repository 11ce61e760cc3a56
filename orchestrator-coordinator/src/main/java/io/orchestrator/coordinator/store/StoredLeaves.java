package io.orchestrator.coordinator.store;

import io.orchestrator.coordinator.state.StateCodec;
import io.orchestrator.coordinator.state.StateKeys;
import io.orchestrator.engine.Checkpoint;
import io.orchestrator.engine.FrameState;
import io.orchestrator.engine.ItemsPath;
import io.orchestrator.engine.JobHeader;
import io.orchestrator.engine.JobRoot;
import io.orchestrator.engine.Leaves;
import io.orchestrator.engine.Saved;
import io.orchestrator.engine.Signals;
import io.orchestrator.engine.StepState;
import io.orchestrator.engine.VariablePath;
import io.orchestrator.engine.VariableState;
import io.orchestrator.engine.Versions;
import io.orchestrator.model.Value;
import io.orchestrator.plan.FramePath;
import io.orchestrator.plan.StepPath;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** The leaves of one job as a root of it sees them. */
final class StoredLeaves implements Leaves {

    private final String jobId;
    private final Versions versions;
    private final ReadOnlyKeyValueStore<byte[], byte[]> leaves;
    private final StateCodec codec;
    private final Function<JobRoot, @Nullable JobHeader> headers;

    StoredLeaves(
            String jobId,
            Versions versions,
            ReadOnlyKeyValueStore<byte[], byte[]> leaves,
            StateCodec codec,
            Function<JobRoot, @Nullable JobHeader> headers) {
        this.jobId = jobId;
        this.versions = versions;
        this.leaves = leaves;
        this.codec = codec;
        this.headers = headers;
    }

    /** What the leaf is in the newest generation that is seen. */
    private byte @Nullable [] find(byte[] leaf) {
        var newest = versions.generation();
        var bytes = leaves.get(StateKeys.at(leaf, newest));
        if (bytes != null || newest == 0) {
            return bytes;
        }
        try (var older = leaves.reverseRange(StateKeys.at(leaf, 1), StateKeys.at(leaf, newest))) {
            while (older.hasNext()) {
                var version = older.next();
                if (versions.sees(StateKeys.generation(leaf, version.key))) {
                    return version.value;
                }
            }
        }
        return leaves.get(leaf);
    }

    @Override
    public @Nullable StepState step(StepPath path) {
        var bytes = find(StateKeys.step(jobId, path));
        return bytes == null ? null : codec.step(bytes);
    }

    @Override
    public void steps(Consumer<StepState> reader) {
        var found = new LinkedHashSet<Bytes>();
        try (var range = leaves.range(StateKeys.first(jobId), StateKeys.last(jobId))) {
            while (range.hasNext()) {
                StateKeys.ofStep(range.next().key).map(Bytes::wrap).ifPresent(found::add);
            }
        }
        for (Bytes leaf : found) {
            var bytes = find(leaf.get());
            if (bytes != null) {
                reader.accept(codec.step(bytes));
            }
        }
    }

    @Override
    public @Nullable FrameState frame(FramePath path) {
        var bytes = find(StateKeys.frame(jobId, path));
        return bytes == null ? null : codec.frame(bytes);
    }

    @Override
    public Value.@Nullable Array items(ItemsPath path) {
        var bytes = find(StateKeys.items(jobId, path));
        return bytes == null ? null : codec.items(bytes);
    }

    @Override
    public @Nullable VariableState variable(VariablePath path) {
        var bytes = find(StateKeys.variable(jobId, path));
        return bytes == null ? null : codec.variable(bytes);
    }

    @Override
    public @Nullable Signals signals() {
        var bytes = find(StateKeys.signals(jobId));
        return bytes == null ? null : codec.signals(bytes);
    }

    @Override
    public @Nullable List<Checkpoint> checkpoints() {
        var bytes = leaves.get(StateKeys.checkpoints(jobId));
        return bytes == null ? null : codec.checkpoints(bytes);
    }

    @Override
    public @Nullable Saved saved(int checkpoint) {
        var bytes = leaves.get(StateKeys.saved(jobId, checkpoint));
        if (bytes == null) {
            return null;
        }
        var root = codec.root(bytes);
        var header = headers.apply(root);
        return header == null
                ? null
                : new Saved(header, root, new StoredLeaves(jobId, root.versions(), leaves, codec, headers));
    }
}
