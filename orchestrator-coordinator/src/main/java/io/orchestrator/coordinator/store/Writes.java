package io.orchestrator.coordinator.store;

import io.orchestrator.coordinator.state.StateCodec;
import io.orchestrator.coordinator.state.StateKeys;
import io.orchestrator.coordinator.store.Commitment.Header;
import io.orchestrator.coordinator.store.Commitment.Leaf;
import io.orchestrator.engine.JobState;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** What a change of a job's state writes to the stores, beside the root. */
public final class Writes {

    private Writes() {}

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
        var generation = after.root().versions().generation();
        var leaves = new ArrayList<Leaf>();
        changes.steps()
                .forEach((path, step) ->
                        leaves.add(leaf(StateKeys.at(StateKeys.step(jobId, path), generation), codec.encode(step))));
        changes.frames()
                .forEach((path, frame) ->
                        leaves.add(leaf(StateKeys.at(StateKeys.frame(jobId, path), generation), codec.encode(frame))));
        changes.items()
                .forEach((path, part) ->
                        leaves.add(leaf(StateKeys.at(StateKeys.items(jobId, path), generation), codec.encode(part))));
        changes.variables()
                .forEach((path, variable) -> leaves.add(
                        leaf(StateKeys.at(StateKeys.variable(jobId, path), generation), codec.encode(variable))));
        var signals = changes.signals();
        if (signals != null) {
            leaves.add(leaf(StateKeys.at(StateKeys.signals(jobId), generation), codec.encode(signals)));
        }
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
