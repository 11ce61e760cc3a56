package io.orchestrator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.engine.Decision.Ignored;
import io.orchestrator.model.ControlFact;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.StepCommand.Delivery;
import io.orchestrator.model.StepStatus;
import io.orchestrator.model.TaskCompleted;
import io.orchestrator.model.TaskProgress;
import io.orchestrator.model.TaskResult;
import io.orchestrator.model.TaskStarted;
import io.orchestrator.model.Value;
import io.orchestrator.model.Wish;
import io.orchestrator.plan.RetryPolicy;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How often a step may run: grants, leases, and what a lost worker means. */
class DeliveryTest {

    private static JobDriver job(Delivery delivery) {
        return JobDriver.submitted(new PlanBuilder()
                .step("before", "b")
                .step("pay", "p", "before")
                .retry(new RetryPolicy(3, 0, 1, 0, 0, Set.of(), Set.of()))
                .delivery(delivery)
                .build());
    }

    private static Decision started(JobDriver job, String worker) {
        var task = job.command("pay").task();
        return job.feed(new Input.Started(new TaskStarted(task, worker, job.now, ""), job.now));
    }

    private static Decision completed(JobDriver job, String worker, TaskResult result) {
        var task = job.command("pay").task();
        return job.feed(new Input.Completed(new TaskCompleted(task, worker, job.now, job.now, result, ""), job.now));
    }

    @Test
    void grantsAnExclusiveStepToTheFirstWorkerOnly() {
        var job = job(Delivery.EXCLUSIVE);
        job.complete("before", "x");

        started(job, "w1");
        assertThat(started(job, "w2").ignored()).contains(Ignored.ALREADY_STARTED);

        assertThat(job.grants).hasSize(1);
        assertThat(job.grants.getFirst().worker()).isEqualTo("w1");
        assertThat(completed(job, "w2", JobDriver.done(Value.of("no"), Value.Bool.TRUE))
                        .ignored())
                .contains(Ignored.STALE_ATTEMPT);
        var task = job.command("pay").task();
        assertThat(job.feed(new Input.Progress(new TaskProgress(task, "w2", job.now, 50, "", ""), job.now))
                        .ignored())
                .contains(Ignored.STALE_ATTEMPT);
        completed(job, "w1", JobDriver.done(Value.of("yes"), Value.Bool.TRUE));
        assertThat(job.root().status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void grantsNothingWhereAStepMayRunTwice() {
        var job = job(Delivery.AT_LEAST_ONCE);
        job.complete("before", "x");

        started(job, "w1");

        assertThat(job.grants).isEmpty();
    }

    @Test
    void stopsTheOwnerAndTriesAgainWhenAnExclusiveStepLosesItsWorker() {
        var job = job(Delivery.EXCLUSIVE);
        job.complete("before", "x");
        started(job, "w1");

        job.fire(job.timers.getLast());

        assertThat(job.interrupts.getLast().control().worker()).isEqualTo("w1");
        assertThat(job.command("pay").task().attempt()).isEqualTo(2);
    }

    @Test
    void endsUnknownWhenAStepThatMustNotRunTwiceLosesItsWorker() {
        var job = job(Delivery.AT_MOST_ONCE);
        job.complete("before", "x");
        started(job, "w1");

        job.fire(job.timers.getLast());

        assertThat(job.failure().kind()).isEqualTo(FailureKind.UNKNOWN);
        assertThat(job.commands).hasSize(2);
    }

    @Test
    void triesNothingTwiceThatMustNotRunTwiceButWhatWasNeverBegun() {
        var job = job(Delivery.AT_MOST_ONCE);
        job.complete("before", "x");
        started(job, "w1");
        var turnedAway = Failure.of(FailureKind.UNAVAILABLE, Failure.NOT_ATTEMPTED, "no grant came");
        completed(job, "w1", new TaskResult.Failed(turnedAway));
        assertThat(job.command("pay").task().attempt()).isEqualTo(2);
        started(job, "w2");

        completed(job, "w2", new TaskResult.Failed(Failure.of(FailureKind.TOOL, "TEST", "it broke")));

        assertThat(job.step("pay").status()).isEqualTo(StepStatus.FAILED);
        assertThat(job.commands).hasSize(3);
    }

    @Test
    void letsWhatMustNotRunTwiceFinishWhenTheJobIsPausedNow() {
        var job = job(Delivery.AT_MOST_ONCE);
        job.complete("before", "x");
        started(job, "w1");

        job.wish(new Wish.Pause(true));

        assertThat(job.interrupts).isEmpty();
        assertThat(job.step("pay").status()).isEqualTo(StepStatus.RUNNING);
    }

    @Test
    void keepsTheJobAsItWasBeforeAStepThatMustNotRunTwice() {
        var job = job(Delivery.AT_MOST_ONCE);

        job.complete("before", "x");

        assertThat(job.checkpoints()).extracting(Checkpoint::cause).containsExactly(ControlFact.Cause.RISK);
    }

    @Test
    void asksBehindTheHeartbeatsBeforeALeaseEnds() {
        var job = job(Delivery.EXCLUSIVE);
        job.complete("before", "x");
        started(job, "w1");
        var task = job.command("pay").task();
        job.feed(new Input.Progress(new TaskProgress(task, "w1", job.now, 1_000, "", ""), job.now));
        var first = job.timers.getLast();
        var question = asked(job, first);

        job.feed(new Input.Progress(new TaskProgress(task, "w1", job.now, 1_000, "", ""), job.now));
        var answer = job.feed(new Input.Progress(question, job.now));

        assertThat(answer.ignored()).contains(Ignored.STALE_TIMER);
        assertThat(job.step("pay").status()).isEqualTo(StepStatus.RUNNING);
        assertThat(job.interrupts).isEmpty();
    }

    @Test
    void asksAgainLaterWhenItsClockIsAheadOfTheBrokers() {
        var job = job(Delivery.EXCLUSIVE);
        job.complete("before", "x");
        started(job, "w1");
        var due = job.timers.getLast();
        var question = asked(job, due);

        job.feed(new Input.Progress(question, due.dueAtMs() - 400));

        assertThat(job.interrupts).isEmpty();
        assertThat(job.timers.getLast().dueAtMs()).isEqualTo(due.dueAtMs() + 400);
        job.fire(job.timers.getLast());
        assertThat(job.command("pay").task().attempt()).isEqualTo(2);
    }

    private static TaskProgress asked(JobDriver job, JobTimer timer) {
        job.now = Math.max(job.now, timer.dueAtMs());
        job.feed(new Input.TimerFired(timer));
        return job.questions.removeFirst();
    }

    /** To the checkpoint before the step that must not run twice, which was made when the step before it had ended. */
    private static void goBack(JobDriver job) {
        job.wish(new Wish.Restore(1));
        job.complete("before", "x");
    }

    @Test
    void runsNothingAgainThatMustNotRunTwiceWhenTheJobGoesBack() {
        var job = job(Delivery.AT_MOST_ONCE);
        job.complete("before", "x");
        started(job, "w1");
        completed(job, "w1", JobDriver.done(Value.of("paid"), Value.Bool.TRUE));

        goBack(job);

        assertThat(job.failure().kind()).isEqualTo(FailureKind.UNKNOWN);
        assertThat(job.failure().code()).isEqualTo("RAN_BEFORE");
        assertThat(job.commands.getLast().task().step()).isEqualTo("before");
        goBack(job);
        assertThat(job.commands.getLast().task().step()).isEqualTo("before");
        assertThat(job.root().status()).isEqualTo(JobStatus.FAILED);
    }

    @Test
    void runsAgainWhatMustNotRunTwiceWhenAClientWantsExactlyThat() {
        var job = job(Delivery.AT_MOST_ONCE);
        job.complete("before", "x");
        started(job, "w1");
        completed(job, "w1", JobDriver.done(Value.of("paid"), Value.Bool.TRUE));
        goBack(job);

        job.wish(new Wish.Rerun("pay", Value.EMPTY));

        assertThat(job.commands.getLast().task().step()).isEqualTo("pay");
        assertThat(job.step("pay").status()).isEqualTo(StepStatus.RUNNING);
    }

    @Test
    void runsWhatMustNotRunTwiceAfterTheJobWentBackWhenNobodyHadBegunIt() {
        var job = job(Delivery.AT_MOST_ONCE);
        job.complete("before", "x");

        job.wish(new Wish.Restore(1));

        var again = job.command("before").task();
        assertThat(again.epoch()).isEqualTo(1);
        job.complete("before", "x");
        assertThat(job.command("pay").task().epoch()).isEqualTo(1);
    }

    @Test
    void retriesNoJobThatFailedWhereNobodyKnowsWhatAStepDid() {
        var job = job(Delivery.AT_MOST_ONCE);
        job.complete("before", "x");
        started(job, "w1");
        job.fire(job.timers.getLast());

        var decision = job.wish(new Wish.Retry(3, 0));

        assertThat(decision.ignored()).contains(Ignored.CONTROL_REFUSED);
        assertThat(job.commands).hasSize(2);
    }

    @Test
    void refusesARerunThatWouldRepeatWhatNobodyMeans() {
        var job = JobDriver.submitted(new PlanBuilder()
                .step("other", "o")
                .step("pay", "p")
                .delivery(Delivery.AT_MOST_ONCE)
                .build());
        job.complete("other", "x");
        started(job, "w1");
        job.fire(job.timers.getLast());

        job.wish(new Wish.Rerun("other", Value.EMPTY));

        assertThat(job.commands).hasSize(2);
        assertThat(job.root().status()).isEqualTo(JobStatus.FAILED);
    }
}
