package io.orchestrator.engine;

import static io.orchestrator.engine.SmallPlans.chain;
import static io.orchestrator.engine.SmallPlans.loop;
import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.engine.Decision.Ignored;
import io.orchestrator.language.Template;
import io.orchestrator.language.ValueTemplate;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.JobControl;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.StepStatus;
import io.orchestrator.model.Value;
import io.orchestrator.model.Wish;
import io.orchestrator.plan.StepAction;
import org.junit.jupiter.api.Test;

/** A job that is paused: what still happens to it, and how it goes on. */
class PausesTest {

    @Test
    void beginsNothingWhileItIsPausedAndGoesOnWhenResumed() {
        var job = JobDriver.submitted(chain());
        job.wish(new Wish.Pause(false));

        job.complete("one", "a");
        assertThat(job.root().status()).isEqualTo(JobStatus.PAUSED);
        assertThat(job.step("one").status()).isEqualTo(StepStatus.COMPLETED);
        assertThat(job.commands).hasSize(1);

        job.wish(new Wish.Resume());
        assertThat(job.root().status()).isEqualTo(JobStatus.RUNNING);
        assertThat(job.sentText("two")).isEqualTo("a");
    }

    @Test
    void completesOnlyOnceResumedWhenItsLastStepEndsInThePause() {
        var job = JobDriver.submitted(new PlanBuilder().step("one", "1").build());
        job.wish(new Wish.Pause(false));

        job.complete("one", "a");
        assertThat(job.root().status()).isEqualTo(JobStatus.PAUSED);
        job.wish(new Wish.Resume());

        assertThat(job.root().status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void goesOnInsideALoopWhenResumed() {
        var job = JobDriver.submitted(loop(1));
        job.wish(new Wish.Pause(false));
        job.complete("loop[0].work", "r");
        assertThat(job.commands).hasSize(1);

        job.wish(new Wish.Resume());
        job.complete("loop[1].work", "r");
        job.complete("loop[2].work", "r");

        assertThat(job.sentText("after")).isEqualTo("x");
    }

    @Test
    void killsWhatRunsAndTriesItAnewWhenItIsPausedNow() {
        var job = JobDriver.submitted(chain());
        job.start("one");

        job.wish(new Wish.Pause(true));
        assertThat(job.interrupts).hasSize(1);
        assertThat(job.complete("one", "late").ignored()).contains(Ignored.STALE_ATTEMPT);
        job.wish(new Wish.Resume());
        job.fire(job.timers.getLast());

        assertThat(job.command("one").task().attempt()).isEqualTo(2);
        job.complete("one", "a");
        assertThat(job.sentText("two")).isEqualTo("a");
    }

    @Test
    void keepsAnEarlierRetryForAfterThePause() {
        var job = JobDriver.submitted(new PlanBuilder()
                .step("one", "1")
                .retry(new io.orchestrator.plan.RetryPolicy(
                        3, 100, 2, 1_000, 0, java.util.Set.of(), java.util.Set.of()))
                .build());
        job.fail("one", FailureKind.TIMEOUT);
        job.wish(new Wish.Pause(false));
        job.fire(job.timers.getFirst());
        assertThat(job.commands).hasSize(1);

        job.wish(new Wish.Resume());
        job.fire(job.timers.getLast());

        assertThat(job.command("one").task().attempt()).isEqualTo(2);
    }

    @Test
    void undoesNothingBeforeItIsResumedButACancelEndsThePause() {
        var job = JobDriver.submitted(new PlanBuilder()
                .step("one", "1")
                .compensation(body -> body.step("undo", "u"))
                .step("two", "2", "one")
                .build());
        job.complete("one", "a");
        job.wish(new Wish.Pause(false));
        assertThat(job.commands).hasSize(2);

        job.cancel();

        assertThat(job.root().status()).isEqualTo(JobStatus.RUNNING);
        assertThat(job.commands).hasSize(3);
        job.complete(job.commands.getLast().task().step(), "undone");
        assertThat(job.root().status()).isEqualTo(JobStatus.CANCELLED);
    }

    @Test
    void tellsTheJobsItWaitsForWhenItIsPausedAndResumed() {
        var call = new StepAction.CallWorkflow(
                new StepAction.Named(Template.parse("report")),
                ValueTemplate.EMPTY,
                Value.EMPTY,
                java.util.Set.of(),
                true);
        var job = JobDriver.submitted(new PlanBuilder().action("sub", call).build());

        job.wish(new Wish.Pause(true));
        job.wish(new Wish.Resume());

        assertThat(job.cancels).extracting(JobControl::wish).containsExactly(new Wish.Pause(true), new Wish.Resume());
        assertThat(job.cancels)
                .extracting(JobControl::jobId)
                .containsOnly(job.children.getFirst().jobId());
    }
}
