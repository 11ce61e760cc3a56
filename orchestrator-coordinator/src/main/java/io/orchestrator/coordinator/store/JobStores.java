package io.orchestrator.coordinator.store;

import io.orchestrator.coordinator.state.StateCodec;
import io.orchestrator.coordinator.state.StateKeys;
import io.orchestrator.engine.JobHeader;
import io.orchestrator.engine.JobRoot;
import io.orchestrator.engine.JobState;
import io.orchestrator.engine.StepState;
import java.util.ArrayList;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The stored state of jobs. Headers never change and are kept in memory; all else is read from its store. */
public final class JobStores {

    /** Headers kept in memory. */
    static final int MAX_HEADERS = 2_000;

    private final KeyValueStore<String, byte[]> headers;
    private final KeyValueStore<String, byte[]> roots;
    private final KeyValueStore<byte[], byte[]> steps;
    private final StateCodec codec;
    private final BoundedCache<String, JobHeader> known = new BoundedCache<>(MAX_HEADERS);

    public JobStores(ProcessingContext context, StateCodec codec) {
        this.headers = context.getStateStore(Stores.HEADERS);
        this.roots = context.getStateStore(Stores.ROOTS);
        this.steps = context.getStateStore(Stores.STEPS);
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
        return header == null ? JobState.absent() : JobState.of(header, root.get(), step -> step(jobId, step));
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

    private @Nullable StepState step(String jobId, int index) {
        var bytes = steps.get(StateKeys.step(jobId, index));
        return bytes == null ? null : codec.step(bytes);
    }

    public void save(Commitment commitment) {
        var jobId = commitment.jobId();
        if (commitment.header() != null) {
            headers.put(jobId, commitment.header().get());
        }
        commitment.steps().forEach((index, bytes) -> steps.put(StateKeys.step(jobId, index), bytes.get()));
        roots.put(jobId, commitment.root().get());
    }

    /** Deletes at most so many steps of the job; true where all are gone and header and root with them. */
    public boolean forget(String jobId, int limit) {
        var keys = new ArrayList<byte[]>();
        try (var range = steps.range(StateKeys.step(jobId, 0), StateKeys.step(jobId, Integer.MAX_VALUE))) {
            while (range.hasNext() && keys.size() < limit) {
                keys.add(range.next().key);
            }
        }
        keys.forEach(steps::delete);
        if (keys.size() == limit) {
            return false;
        }
        known.remove(jobId);
        headers.delete(jobId);
        roots.delete(jobId);
        return true;
    }
}
