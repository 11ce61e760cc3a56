package io.orchestrator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.engine.Decision.Ignored;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.StepStatus;
import io.orchestrator.model.Value;
import io.orchestrator.plan.OnFailure;
import io.orchestrator.plan.RetryPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What runs after a step, however it went. */
class FinallyTest {

    private static PlanBuilder work() {
        return new PlanBuilder().step("work", "w");
    }

    private static PlanBuilder tidied(PlanBuilder builder) {
        return builder.after(body ->
                body.step("tidy", "{{ work.result | default('nothing') }} {{ error.error_code | default('fine') }}"));
    }

    @Test
    void runsBeforeThoseThatWaitForTheStep() {
        var job = JobDriver.submitted(tidied(work())
                .step("next", "n", "work")
                .output("x", "{{ next.result }}")
                .build());

        job.complete("work", "done");
        assertThat(job.sentText("work[finally].tidy")).isEqualTo("done fine");
        assertThat(job.types()).doesNotContain("step.scheduled next");
        job.complete("work[finally].tidy", "tidied");
        job.complete("next", "n");

        assertThat(job.root().status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(job.types()).containsSubsequence("step.completed work", "step.scheduled work[finally].tidy");
    }

    @Test
    void runsOnceAfterTheLastAttemptAndThenTheJobFails() {
        var job = JobDriver.submitted(
                tidied(work()).retry(RetryPolicy.attempts(2)).build());

        job.fail("work", FailureKind.TIMEOUT);
        job.timers.stream()
                .filter(timer -> timer.kind() == JobTimer.Kind.RETRY)
                .toList()
                .forEach(job::fire);
        assertThat(job.types()).doesNotContain("step.scheduled work[finally].tidy");
        job.fail("work", FailureKind.TIMEOUT);
        assertThat(job.sentText("work[finally].tidy")).isEqualTo("nothing TEST");
        assertThat(job.root().status()).isEqualTo(JobStatus.RUNNING);
        job.complete("work[finally].tidy", "tidied");

        assertThat(job.root().status()).isEqualTo(JobStatus.FAILED);
        assertThat(job.failure().message()).isEqualTo("work failed");
        assertThat(job.root().failedStep()).isEqualTo("work");
    }

    @Test
    void goesOnAsThePolicySaysWhenTheStepFailed() {
        var job = JobDriver.submitted(tidied(work())
                .onFailure(new OnFailure.Continue())
                .step("next", "n", "work")
                .build());

        job.fail("work", FailureKind.INVALID);
        job.complete("work[finally].tidy", "tidied");
        job.complete("next", "n");

        assertThat(job.root().status()).isEqualTo(JobStatus.FAILED);
        assertThat(job.root().stepsEnded()).isEqualTo(2);
    }

    @Test
    void failsTheStepThatSucceededWhenItFailsItself() {
        var job = JobDriver.submitted(tidied(work()).step("next", "n", "work").build());

        job.complete("work", "done");
        job.fail("work[finally].tidy", FailureKind.INVALID);

        assertThat(job.root().status()).isEqualTo(JobStatus.FAILED);
        assertThat(job.failure().message()).isEqualTo("work[finally].tidy failed");
        assertThat(job.step("work").status()).isEqualTo(StepStatus.COMPLETED);
    }

    @Test
    void leavesTheFailureOfTheStepWhenItFailsItself() {
        var job = JobDriver.submitted(tidied(work()).build());

        job.fail("work", FailureKind.TOOL);
        job.fail("work[finally].tidy", FailureKind.INVALID);

        assertThat(job.failure().message()).isEqualTo("work failed");
    }

    @Test
    void doesNotRunForAStepThatIsSkipped() {
        var job = JobDriver.submitted(tidied(work()).condition("false").build());

        assertThat(job.commands).isEmpty();
        assertThat(job.root().status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void runsForAStepThatIsSkippedBecauseItFailed() {
        var job = JobDriver.submitted(
                tidied(work()).onFailure(new OnFailure.Skip()).build());

        job.fail("work", FailureKind.INVALID);
        job.complete("work[finally].tidy", "tidied");

        assertThat(job.step("work").status()).isEqualTo(StepStatus.SKIPPED);
        assertThat(job.root().status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void isStoppedWithTheJob() {
        var job = JobDriver.submitted(tidied(work()).build());
        job.complete("work", "done");

        job.cancel();

        assertThat(job.root().status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(job.step("work[finally].tidy").status()).isEqualTo(StepStatus.CANCELLED);
        assertThat(job.interrupts).hasSize(1);
        assertThat(job.complete("work[finally].tidy", "late").ignored()).contains(Ignored.JOB_ENDED);
    }

    @Test
    void runsInEveryIterationOfALoopAndBeforeTheNextOne() {
        var items = Value.of(List.of(Value.of(1), Value.of(2)));
        var job = JobDriver.submitted(new PlanBuilder()
                .forEach("each", items, 1, body -> body.step("work", "w").after(after -> after.step("tidy", "t")))
                .build());

        for (int i = 0; i < 2; i++) {
            job.complete("each[" + i + "].work", "done");
            job.complete("each[" + i + "].work[finally].tidy", "tidied");
        }

        assertThat(job.root().status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(job.types())
                .containsSubsequence("step.completed each[0].work[finally].tidy", "step.scheduled each[1].work");
    }

    @Test
    void runsAgainWhenTheWorkflowLeadsBackToItsStep() {
        var job = JobDriver.submitted(new PlanBuilder()
                .step("one", "1")
                .after(body -> body.step("tidy", "t"))
                .step("two", "2", "one")
                .goTo("{{ 'one' if two.result == 'bad' else '' }}", 3)
                .build());
        job.complete("one", "a");
        job.result(job.commands.getLast(), JobDriver.done(Value.of("t"), Value.Bool.TRUE));
        job.complete("two", "bad");
        job.complete("one", "b");

        assertThat(job.commands.getLast().task().step()).contains("tidy");
        job.result(job.commands.getLast(), JobDriver.done(Value.of("t"), Value.Bool.TRUE));
        job.complete("two", "good");

        assertThat(job.root().status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void runsWhenTheStepIsStoppedWithItsJob() {
        var job = JobDriver.submitted(tidied(work()).build());

        job.cancel();
        assertThat(job.root().status()).isEqualTo(JobStatus.RUNNING);
        assertThat(job.sentText("work[finally].tidy")).isEqualTo("nothing CANCELLED");
        job.complete("work[finally].tidy", "tidied");

        assertThat(job.step("work").status()).isEqualTo(StepStatus.CANCELLED);
        assertThat(job.root().status()).isEqualTo(JobStatus.CANCELLED);
    }

    @Test
    void runsForEachOfTheStoppedAndForNoOtherWhenAnotherStepFails() {
        var job = JobDriver.submitted(
                tidied(tidied(new PlanBuilder().step("one", "1")).step("two", "2"))
                        .step("bad", "b")
                        .step("later", "l", "bad")
                        .after(body -> body.step("tidy", "t"))
                        .build());
        job.complete("one", "done");
        job.complete("one[finally].tidy", "tidied");

        job.fail("bad", FailureKind.INVALID);
        job.complete("two[finally].tidy", "tidied");

        assertThat(job.root().status()).isEqualTo(JobStatus.FAILED);
        assertThat(job.failure().message()).isEqualTo("bad failed");
        assertThat(job.types().stream().filter(type -> type.startsWith("step.scheduled") && type.endsWith("tidy")))
                .containsExactly("step.scheduled one[finally].tidy", "step.scheduled two[finally].tidy");
    }

    @Test
    void runsForAStepThatWaitsForItsNextAttemptWhenTheJobIsCancelled() {
        var job = JobDriver.submitted(
                tidied(work()).retry(RetryPolicy.attempts(2)).build());
        job.fail("work", FailureKind.TIMEOUT);

        job.cancel();
        job.complete("work[finally].tidy", "tidied");

        assertThat(job.root().status()).isEqualTo(JobStatus.CANCELLED);
    }

    @Test
    void runsInsideALoopThatIsStoppedAndThenTheJobEndsAsItWould() {
        var items = Value.of(List.of(Value.of(1), Value.of(2)));
        var job = JobDriver.submitted(new PlanBuilder()
                .forEach("each", items, 2, body -> body.step("work", "w").after(after -> after.step("tidy", "t")))
                .build());

        job.fail("each[0].work", FailureKind.INVALID);
        job.complete("each[0].work[finally].tidy", "tidied");
        job.fail("each[1].work[finally].tidy", FailureKind.INVALID);

        assertThat(job.root().status()).isEqualTo(JobStatus.FAILED);
        assertThat(job.failure().message()).isEqualTo("each[0].work failed");
    }

    @Test
    void isLeftWhenTheJobIsCancelledAgain() {
        var job = JobDriver.submitted(tidied(work()).build());
        job.cancel();

        job.cancel();

        assertThat(job.root().status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(job.step("work[finally].tidy").status()).isEqualTo(StepStatus.CANCELLED);
    }
}
