package io.orchestrator.coordinator.store;

import io.orchestrator.coordinator.state.StateCodec;
import io.orchestrator.coordinator.state.StateKeys;
import io.orchestrator.coordinator.store.Commitment.Header;
import io.orchestrator.coordinator.store.Commitment.Leaf;
import io.orchestrator.engine.Changes;
import io.orchestrator.engine.JobState;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** What a change of a job's state writes to the stores, beside the root. */
public final class Writes {

    private final StateCodec codec;
    private final String jobId;
    private final int generation;
    private final List<Leaf> leaves;

    private Writes(StateCodec codec, String jobId, int generation, List<Leaf> leaves) {
        this.codec = codec;
        this.jobId = jobId;
        this.generation = generation;
        this.leaves = leaves;
    }

    /** Of a new job, or where its inputs have changed. */
    public static @Nullable Header header(StateCodec codec, JobState before, JobState after) {
        var written = after.root().versions().header();
        if (before.exists() && before.header().equals(after.header())) {
            return null;
        }
        return written == after.root().versions().generation()
                ? new Header(
                        JobStores.headerKey(after.header().jobId(), written), Bytes.wrap(codec.encode(after.header())))
                : null;
    }

    /** Every leaf that has changed, in the generation that is written now; and the root before, where a checkpoint keeps it. */
    public static List<Leaf> leaves(StateCodec codec, JobState before, JobState after) {
        var jobId = after.header().jobId();
        var changes = after.changes();
        var leaves = new ArrayList<Leaf>();
        for (var left : changes.abandoned()) {
            new Writes(codec, jobId, left.generation(), leaves).add(left.changes());
        }
        new Writes(codec, jobId, after.root().versions().generation(), leaves).add(changes);
        var checkpoints = changes.checkpoints();
        if (checkpoints != null) {
            leaves.add(leaf(StateKeys.checkpoints(jobId), codec.encode(checkpoints)));
        }
        var last = after.root().versions().checkpoints();
        if (before.exists() && before.root().versions().checkpoints() < last) {
            leaves.add(leaf(StateKeys.saved(jobId, last), codec.encode(before.root())));
        }
        return leaves;
    }

    private void add(Changes changes) {
        changes.steps().forEach((path, step) -> add(StateKeys.step(jobId, path), codec.encode(step)));
        changes.frames().forEach((path, frame) -> add(StateKeys.frame(jobId, path), codec.encode(frame)));
        changes.items().forEach((path, part) -> add(StateKeys.items(jobId, path), codec.encode(part)));
        changes.variables().forEach((path, variable) -> add(StateKeys.variable(jobId, path), codec.encode(variable)));
        var signals = changes.signals();
        if (signals != null) {
            add(StateKeys.signals(jobId), codec.encode(signals));
        }
    }

    private void add(byte[] key, byte[] value) {
        leaves.add(leaf(StateKeys.at(key, generation), value));
    }

    /** The roots of checkpoints that are not kept any more. */
    public static List<Bytes> dropped(JobState before, JobState after) {
        if (after.changes().checkpoints() == null) {
            return List.of();
        }
        var kept = after.checkpoints();
        return before.checkpoints().stream()
                .filter(one -> !kept.contains(one))
                .map(one -> Bytes.wrap(StateKeys.saved(after.header().jobId(), one.number())))
                .toList();
    }

    private static Leaf leaf(byte[] key, byte[] value) {
        return new Leaf(Bytes.wrap(key), Bytes.wrap(value));
    }
}
