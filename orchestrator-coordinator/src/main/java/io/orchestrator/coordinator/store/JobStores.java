package io.orchestrator.coordinator.store;

import io.orchestrator.coordinator.state.StateCodec;
import io.orchestrator.coordinator.state.StateKeys;
import io.orchestrator.engine.FrameState;
import io.orchestrator.engine.ItemsPath;
import io.orchestrator.engine.JobHeader;
import io.orchestrator.engine.JobRoot;
import io.orchestrator.engine.JobState;
import io.orchestrator.engine.Leaves;
import io.orchestrator.engine.StepState;
import io.orchestrator.engine.VariablePath;
import io.orchestrator.engine.VariableState;
import io.orchestrator.model.Value;
import io.orchestrator.plan.FramePath;
import io.orchestrator.plan.StepPath;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The stored state of jobs. Headers never change and are kept in memory; all else is read from its store. */
public final class JobStores {

    /** Headers kept in memory. */
    static final int MAX_HEADERS = 2_000;

    private final KeyValueStore<String, byte[]> headers;
    private final KeyValueStore<String, byte[]> roots;
    private final KeyValueStore<byte[], byte[]> leaves;
    private final StateCodec codec;
    private final BoundedCache<String, JobHeader> known = new BoundedCache<>(MAX_HEADERS);

    public JobStores(ProcessingContext context, StateCodec codec) {
        this.headers = context.getStateStore(Stores.HEADERS);
        this.roots = context.getStateStore(Stores.ROOTS);
        this.leaves = context.getStateStore(Stores.STEPS);
        this.codec = codec;
    }

    public boolean exists(String jobId) {
        return known.get(jobId) != null || roots.get(jobId) != null;
    }

    public Optional<JobRoot> root(String jobId) {
        return Optional.ofNullable(roots.get(jobId)).map(codec::root);
    }

    public JobState load(String jobId) {
        var root = root(jobId);
        var header = root.isEmpty() ? null : header(jobId);
        return header == null ? JobState.absent() : JobState.of(header, root.get(), leaves(jobId));
    }

    private @Nullable JobHeader header(String jobId) {
        var cached = known.get(jobId);
        if (cached != null) {
            return cached;
        }
        var bytes = headers.get(jobId);
        if (bytes == null) {
            return null;
        }
        var header = codec.header(bytes);
        known.put(jobId, header);
        return header;
    }

    private Leaves leaves(String jobId) {
        return new Leaves() {
            @Override
            public @Nullable StepState step(StepPath path) {
                var bytes = leaves.get(StateKeys.step(jobId, path));
                return bytes == null ? null : codec.step(bytes);
            }

            @Override
            public void steps(Consumer<StepState> reader) {
                try (var range = leaves.range(StateKeys.first(jobId), StateKeys.last(jobId))) {
                    while (range.hasNext()) {
                        var leaf = range.next();
                        if (StateKeys.isStep(leaf.key)) {
                            reader.accept(codec.step(leaf.value));
                        }
                    }
                }
            }

            @Override
            public @Nullable FrameState frame(FramePath path) {
                var bytes = leaves.get(StateKeys.frame(jobId, path));
                return bytes == null ? null : codec.frame(bytes);
            }

            @Override
            public Value.@Nullable Array items(ItemsPath path) {
                var bytes = leaves.get(StateKeys.items(jobId, path));
                return bytes == null ? null : codec.items(bytes);
            }

            @Override
            public @Nullable VariableState variable(VariablePath path) {
                var bytes = leaves.get(StateKeys.variable(jobId, path));
                return bytes == null ? null : codec.variable(bytes);
            }
        };
    }

    public void save(Commitment commitment) {
        var jobId = commitment.jobId();
        if (commitment.header() != null) {
            headers.put(jobId, commitment.header().get());
        }
        commitment
                .leaves()
                .forEach(leaf -> leaves.put(leaf.key().get(), leaf.value().get()));
        roots.put(jobId, commitment.root().get());
    }

    /** Deletes at most so many leaves of the job; true where all are gone and header and root with them. */
    public boolean forget(String jobId, int limit) {
        var keys = new ArrayList<byte[]>();
        try (var range = leaves.range(StateKeys.first(jobId), StateKeys.last(jobId))) {
            while (range.hasNext() && keys.size() < limit) {
                keys.add(range.next().key);
            }
        }
        keys.forEach(leaves::delete);
        if (keys.size() == limit) {
            return false;
        }
        known.remove(jobId);
        headers.delete(jobId);
        roots.delete(jobId);
        return true;
    }
}
