package io.orchestrator.simulation.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.coordinator.state.StateCodec;
import io.orchestrator.coordinator.state.StateKeys;
import io.orchestrator.coordinator.store.JobStores;
import io.orchestrator.coordinator.store.Stores;
import io.orchestrator.engine.Changes;
import io.orchestrator.engine.Fold;
import io.orchestrator.engine.JobState;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobStatus;
import io.orchestrator.plan.Plan;
import io.orchestrator.simulation.coordinator.Rows;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** I8: the state of one job as its committed events alone give it, compared byte for byte with what is stored. */
final class JobFold {

    private final String jobId;
    private final StateCodec codec;
    /** All that ever changed is in its changes: nothing is read from a store. */
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
        state = Fold.apply(plan, state, events);
        var headerKey = JobStores.headerKey(jobId, state.root().versions().header());
        same(
                "header",
                codec.encode(state.header()),
                changelog.apply(Stores.HEADERS).get(headerKey));
        same("root", codec.encode(state.root()), changelog.apply(Stores.ROOTS).get(jobId));
        var stored = changelog.apply(Stores.STEPS);
        var leaves = leaves(state.changes(), stored) + state.checkpoints().size();
        assertThat(stored.count(StateKeys.first(jobId), StateKeys.last(jobId)))
                .as("I8: leaves of %s", jobId)
                .isEqualTo(leaves);
    }

    /** Compares the leaves and counts them. */
    private int leaves(Changes changes, Rows stored) {
        changes.steps().forEach((path, step) -> leaf(StateKeys.step(jobId, path), codec.encode(step), stored));
        changes.frames().forEach((path, frame) -> leaf(StateKeys.frame(jobId, path), codec.encode(frame), stored));
        changes.items().forEach((path, part) -> leaf(StateKeys.items(jobId, path), codec.encode(part), stored));
        changes.variables()
                .forEach((path, value) -> leaf(StateKeys.variable(jobId, path), codec.encode(value), stored));
        var signals = changes.signals();
        if (signals != null) {
            leaf(StateKeys.signals(jobId), codec.encode(signals), stored);
        }
        var checkpoints = changes.checkpoints();
        if (checkpoints != null) {
            same("checkpoints", codec.encode(checkpoints), stored.get(StateKeys.checkpoints(jobId)));
        }
        return changes.steps().size()
                + changes.frames().size()
                + changes.items().size()
                + changes.variables().size()
                + (signals == null ? 0 : 1)
                + (checkpoints == null ? 0 : 1);
    }

    private void leaf(byte[] key, byte[] folded, Rows stored) {
        same("leaf " + new org.apache.kafka.common.utils.Bytes(key), folded, stored.get(StateKeys.at(key, 0)));
    }

    private void same(String what, byte @Nullable [] folded, byte @Nullable [] stored) {
        assertThat(stored).as("I8: the stored %s of %s", what, jobId).isEqualTo(folded);
    }
}
