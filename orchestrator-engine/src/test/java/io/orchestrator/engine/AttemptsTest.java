package io.orchestrator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.engine.Decision.Ignored;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.StepStatus;
import io.orchestrator.model.TaskResult;
import io.orchestrator.model.Value;
import io.orchestrator.plan.RetryPolicy;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When a step is tried again, and whose result counts. */
class AttemptsTest {

    @Test
    void hasTheIdOfTheCommandAgainOnlyWhenItSaysTheSame() {
        var first = idAfter("one");

        assertThat(idAfter("one")).isEqualTo(first);
        assertThat(idAfter("two")).isNotEqualTo(first);
    }

    /** The id of the command of a step whose parameters are the result of the step before. */
    private static String idAfter(String result) {
        var job = JobDriver.submitted(new PlanBuilder()
                .step("a", "1")
                .step("b", "after {{ a.result }}", "a")
                .build());
        job.complete("a", result);
        var id = job.command("b").task().commandId();
        assertThat(job.step("b").commandId()).isEqualTo(id);
        return id;
    }

    @Test
    void triesAgainAfterTheDelayWhenAFailureMayPass() {
        var retry = new RetryPolicy(3, 1_000, 2, 60_000, 0, Set.of(), Set.of());
        var job = JobDriver.submitted(
                new PlanBuilder().step("a", "1").retry(retry).build());

        job.fail("a", FailureKind.TIMEOUT);
        assertThat(job.step("a").status()).isEqualTo(StepStatus.PENDING);
        assertThat(job.timers)
                .singleElement()
                .satisfies(t -> assertThat(t.dueAtMs()).isEqualTo(job.now + 1_000));
        job.fire(job.timers.getFirst());
        assertThat(job.command("a").task().attempt()).isEqualTo(2);
        job.fail("a", FailureKind.TIMEOUT);
        assertThat(job.timers.get(1).dueAtMs()).isEqualTo(job.now + 2_000);
        job.fire(job.timers.get(1));
        job.fail("a", FailureKind.TIMEOUT);

        assertThat(job.commands).hasSize(3);
        assertThat(job.root().status()).isEqualTo(JobStatus.FAILED);
        assertThat(job.step("a").attempt()).isEqualTo(3);
    }

    @Test
    void triesAgainAtOnceWhenThePolicyHasNoDelay() {
        var job = JobDriver.submitted(
                new PlanBuilder().step("a", "1").retry(RetryPolicy.attempts(2)).build());

        job.fail("a", FailureKind.TIMEOUT);

        assertThat(job.timers).isEmpty();
        assertThat(job.command("a").task().attempt()).isEqualTo(2);
    }

    @Test
    void doesNotTryAgainWhenAnotherAttemptCannotHelp() {
        var job = JobDriver.submitted(
                new PlanBuilder().step("a", "1").retry(RetryPolicy.attempts(5)).build());

        job.fail("a", FailureKind.INVALID);

        assertThat(job.commands).hasSize(1);
        assertThat(job.root().status()).isEqualTo(JobStatus.FAILED);
    }

    @Test
    void usesUpNoAttemptWhenNothingWasTried() {
        var job = JobDriver.submitted(
                new PlanBuilder().step("a", "1").retry(RetryPolicy.attempts(1)).build());
        var turnedAway = new Failure(FailureKind.UNAVAILABLE, Failure.NOT_ATTEMPTED, "the breaker is open", 5_000);

        job.result("a", new TaskResult.Failed(turnedAway));
        assertThat(job.timers.getFirst().dueAtMs()).isEqualTo(job.now + 5_000);
        job.fire(job.timers.getFirst());
        job.complete("a", "x");

        assertThat(job.root().status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void makesTheNextAttemptWhenAWorkersLeaseRunsOut() {
        var job = JobDriver.submitted(new PlanBuilder().step("a", "1").build());
        job.start("a");
        job.lease("a", 15_000);

        job.fire(job.timers.getFirst());

        assertThat(job.interrupts).hasSize(1);
        assertThat(job.command("a").task().attempt()).isEqualTo(2);
        assertThat(job.root().status()).isEqualTo(JobStatus.RUNNING);
    }

    @Test
    void keepsTheAttemptWhenTheLeaseWasRenewed() {
        var job = JobDriver.submitted(new PlanBuilder().step("a", "1").build());
        job.lease("a", 15_000);
        job.now += 5_000;
        job.lease("a", 15_000);

        var fired = job.feed(new Input.TimerFired(job.timers.getFirst()));

        assertThat(fired.ignored()).contains(Ignored.STALE_TIMER);
        assertThat(job.commands).hasSize(1);
    }

    @Test
    void failsTheStepWhenItsWorkersAreLostTooOften() {
        var job = JobDriver.submitted(new PlanBuilder().step("a", "1").build());

        for (int i = 0; i <= Retries.MAX_LOST && !job.root().status().terminal(); i++) {
            job.lease("a", 1_000);
            job.fire(job.timers.getLast());
        }

        assertThat(job.root().status()).isEqualTo(JobStatus.FAILED);
        assertThat(job.commands).hasSize(Retries.MAX_LOST + 1);
    }

    @Test
    void acceptsAResultOnceWhenItIsDelivered() {
        var job = JobDriver.submitted(
                new PlanBuilder().step("a", "1").step("b", "2").build());
        job.complete("a", "x");

        var again = job.complete("a", "y");

        assertThat(again.ignored()).contains(Ignored.STALE_ATTEMPT);
    }

    @Test
    void ignoresTheLateResultOfAnEarlierAttempt() {
        var job = JobDriver.submitted(
                new PlanBuilder().step("a", "1").retry(RetryPolicy.attempts(2)).build());
        var first = job.command("a");
        job.fail("a", FailureKind.TIMEOUT);

        var late = job.result(first, JobDriver.done(Value.of("late"), Value.Bool.TRUE));

        assertThat(late.ignored()).contains(Ignored.STALE_ATTEMPT);
        assertThat(job.step("a").attempt()).isEqualTo(2);
    }
}
