package io.orchestrator.coordinator.store;

import io.orchestrator.coordinator.state.StateCodec;
import io.orchestrator.engine.Fold;
import io.orchestrator.engine.JobHeader;
import io.orchestrator.engine.JobRoot;
import io.orchestrator.engine.JobState;
import io.orchestrator.model.ControlFact;
import io.orchestrator.model.JobEvent;
import io.orchestrator.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * What the stores must hold of a job according to its events: they are folded again, and written as a coordinator writes,
 * but to memory.
 */
public final class Rewriting {

    private final Plan plan;
    private final StateCodec codec = new StateCodec();
    private final TreeMap<String, Bytes> headers = new TreeMap<>();
    private final MemoryLeaves leaves = new MemoryLeaves();
    private @Nullable Bytes root;

    /** @param plan that the job runs; {@link Plan#NONE} for one that was rejected */
    public Rewriting(Plan plan) {
        this.plan = plan;
    }

    /**
     * @param plan that the job runs; {@link Plan#NONE} for one that was rejected
     * @param events all of them up to some moment, in order, at least one
     */
    public static StateDump of(Plan plan, List<JobEvent> events) {
        var rewriting = new Rewriting(plan);
        rewriting.add(events);
        return rewriting.dump();
    }

    /** Writes what the next events change. */
    public void add(List<JobEvent> events) {
        parts(events).forEach(this::write);
    }

    /** What is written so far, after at least one event. */
    public StateDump dump() {
        if (root == null) {
            throw new IllegalStateException("a job without events has no state");
        }
        return new StateDump(headers, root, leaves.entries(), Optional.empty());
    }

    /**
     * Within a part every leaf is of one generation and no checkpoint goes, so that writing its last state is writing all of
     * them.
     */
    private static List<List<JobEvent>> parts(List<JobEvent> events) {
        var parts = new ArrayList<List<JobEvent>>();
        var from = 0;
        for (int i = 1; i < events.size(); i++) {
            if (begins(events.get(i))) {
                parts.add(events.subList(from, i));
                from = i;
            }
        }
        parts.add(events.subList(from, events.size()));
        return parts;
    }

    private static boolean begins(JobEvent event) {
        return event.fact() instanceof ControlFact || event.fact().terminal();
    }

    private void write(List<JobEvent> part) {
        var before = load();
        var after = Fold.apply(plan, before, part);
        var header = Writes.header(codec, before, after);
        if (header != null) {
            headers.put(header.key(), header.value());
        }
        Writes.dropped(before, after).forEach(leaves::remove);
        Writes.leaves(codec, before, after).forEach(leaf -> leaves.put(leaf.key(), leaf.value()));
        root = Bytes.wrap(codec.encode(after.root()));
    }

    private JobState load() {
        if (root == null) {
            return JobState.absent();
        }
        var decoded = codec.root(root.get());
        var jobId = headers.firstKey();
        var header = header(jobId, decoded);
        if (header == null) {
            throw new IllegalStateException("job " + jobId + " has a root without a header");
        }
        return JobState.of(
                header, decoded, new StoredLeaves(jobId, decoded.versions(), leaves, codec, of -> header(jobId, of)));
    }

    private @Nullable JobHeader header(String jobId, JobRoot of) {
        var bytes = headers.get(JobStores.headerKey(jobId, of.versions().header()));
        return bytes == null ? null : codec.header(bytes.get());
    }
}
