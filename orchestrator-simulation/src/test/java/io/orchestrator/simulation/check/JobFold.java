package io.orchestrator.simulation.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.coordinator.state.StateCodec;
import io.orchestrator.coordinator.state.StateKeys;
import io.orchestrator.coordinator.store.Rewriting;
import io.orchestrator.coordinator.store.Stores;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobStatus;
import io.orchestrator.plan.Plan;
import io.orchestrator.simulation.coordinator.Rows;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** I8: the state of one job as its committed events alone give it, compared byte for byte with what is stored. */
final class JobFold {

    private final String jobId;
    private final StateCodec codec;
    private @Nullable Rewriting rewriting;
    private @Nullable JobStatus status;

    JobFold(String jobId, StateCodec codec) {
        this.jobId = jobId;
        this.codec = codec;
    }

    JobStatus status() {
        if (status == null) {
            throw new IllegalStateException("no event of job " + jobId + " was seen");
        }
        return status;
    }

    /** @param changelog the committed rows of a store, by the store's name */
    void apply(Plan plan, List<JobEvent> events, Function<String, Rows> changelog) {
        if (rewriting == null) {
            rewriting = new Rewriting(plan);
        }
        rewriting.add(events);
        var written = rewriting.dump();
        status = codec.root(written.root().get()).status();
        var headers = changelog.apply(Stores.HEADERS);
        written.headers().forEach((key, header) -> same("header", header.get(), headers.get(key)));
        same("root", written.root().get(), changelog.apply(Stores.ROOTS).get(jobId));
        var stored = changelog.apply(Stores.STEPS);
        written.leaves().forEach((key, leaf) -> same(key, leaf.get(), stored.get(key.get())));
        assertThat(stored.count(StateKeys.first(jobId), StateKeys.last(jobId)))
                .as("I8: leaves of %s", jobId)
                .isEqualTo(written.leaves().size());
    }

    private void same(Object what, byte[] folded, byte @Nullable [] stored) {
        if (!Arrays.equals(folded, stored)) {
            assertThat(stored).as("I8: the stored %s of %s", what, jobId).isEqualTo(folded);
        }
    }
}
