package io.orchestrator.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.cli.chaos.Violation.Rule;
import io.orchestrator.model.AdmissionFact;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.JobLane;
import io.orchestrator.model.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the events say of limits: within them, and not. */
class LimitCheckTest {

    private static final Map<String, Integer> ONE_AT_A_TIME = Map.of("queue/default", 1);

    private final Map<String, List<JobEvent>> jobs = new LinkedHashMap<>();

    @Test
    void findsNothingWhenJobsFollowEachOther() {
        ran("a", JobLane.ofQueue("default"), 10, 20);
        ran("b", JobLane.ofQueue("default"), 20, 30);

        assertThat(LimitCheck.of(jobs, ONE_AT_A_TIME)).isEmpty();
    }

    @Test
    void findsAJobThatBeganBeforeTheOneBeforeItHadEnded() {
        ran("a", JobLane.ofQueue("default"), 10, 20);
        ran("b", JobLane.ofQueue("default"), 19, 30);

        assertThat(LimitCheck.of(jobs, ONE_AT_A_TIME))
                .containsExactly(
                        new Violation(Rule.LIMIT, "b", "was let through queue/default as number 2 of at most 1"));
    }

    @Test
    void knowsTheLimitOfAKeyFromTheJobsThemselves() {
        var lane = JobLane.ofKey("w", "k", 2, JobLane.OnLimit.QUEUE);
        ran("a", lane, 10, 20);
        ran("b", lane, 11, 21);

        assertThat(LimitCheck.of(jobs, Map.of())).isEmpty();
        ran("c", lane, 12, 22);
        assertThat(LimitCheck.of(jobs, Map.of())).extracting(Violation::jobId).containsExactly("c");
    }

    @Test
    void readsLimitsOutOfSettings() {
        var settings = Map.of("admission.limit.gpu", "4", "admission.limit.other", "unlimited", "worker.slots", "7");

        assertThat(LimitCheck.limits(settings)).isEqualTo(Map.of("queue/gpu", 4));
    }

    private void ran(String jobId, JobLane lane, long fromMs, long toMs) {
        jobs.put(
                jobId,
                List.of(
                        new JobEvent(jobId, 2, 0, 1, new AdmissionFact.Queued(List.of(lane), 1, 1)),
                        new JobEvent(jobId, 3, 0, fromMs, new AdmissionFact.Admitted(lane.name(), 1, 0)),
                        new JobEvent(jobId, 4, 0, toMs, new JobFact.JobCompleted(true, Value.EMPTY))));
    }
}
