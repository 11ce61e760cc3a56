package io.orchestrator.coordinator.store;

import io.orchestrator.coordinator.state.StateCodec;
import io.orchestrator.coordinator.state.StateKeys;
import io.orchestrator.engine.JobHeader;
import io.orchestrator.engine.JobRoot;
import io.orchestrator.engine.JobState;
import java.util.ArrayList;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The stored state of jobs. Headers hardly ever change and are kept in memory; all else is read from its store. */
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
        var header = root.map(now -> header(jobId, now)).orElse(null);
        return header == null ? JobState.absent() : JobState.of(header, root.get(), leaves(jobId, root.get()));
    }

    private StoredLeaves leaves(String jobId, JobRoot root) {
        return new StoredLeaves(jobId, root.versions(), leaves, codec, of -> header(jobId, of));
    }

    private @Nullable JobHeader header(String jobId, JobRoot root) {
        var key = headerKey(jobId, root.versions().header());
        var cached = known.get(key);
        if (cached != null) {
            return cached;
        }
        var bytes = headers.get(key);
        if (bytes == null) {
            return null;
        }
        var header = codec.header(bytes);
        known.put(key, header);
        return header;
    }

    /** The job's id, and for a header that was written later byte 0 and the generation in which it was. */
    public static String headerKey(String jobId, int generation) {
        return generation == 0 ? jobId : jobId + '\0' + generation;
    }

    public void save(Commitment commitment) {
        var jobId = commitment.jobId();
        var header = commitment.header();
        if (header != null) {
            headers.put(header.key(), header.value().get());
            known.remove(header.key());
        }
        commitment.dropped().forEach(key -> leaves.delete(key.get()));
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
        forgetHeaders(jobId);
        roots.delete(jobId);
        return true;
    }

    private void forgetHeaders(String jobId) {
        var keys = new ArrayList<String>();
        keys.add(jobId);
        try (var range = headers.range(jobId + '\0', jobId + '\1')) {
            range.forEachRemaining(header -> keys.add(header.key));
        }
        for (String key : keys) {
            known.remove(key);
            headers.delete(key);
        }
    }
}
