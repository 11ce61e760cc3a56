package io.orchestrator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.model.FailureKind;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.StepStatus;
import io.orchestrator.model.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The end of a job: compensation, newest first, then the cleanup, then the terminal event. */
class EndingTest {

    @Test
    void runsTheCleanupBeforeTheEndWhenTheJobCompletes() {
        var job = JobDriver.submitted(new PlanBuilder()
                .step("work", "x")
                .output("got", "{{ work.result }}")
                .cleanup(body -> body.step("tidy", "after {{ work.result }}"))
                .build());

        job.complete("work", "done");
        assertThat(job.root().status()).isEqualTo(JobStatus.RUNNING);
        assertThat(job.sentText("[finally].tidy")).isEqualTo("after done");
        job.complete("[finally].tidy", "x");

        assertThat(job.root().status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(job.root().outputs().get("got")).isEqualTo(Value.of("done"));
        assertThat(job.types()).endsWith("step.completed [finally].tidy", "job.completed");
    }

    @Test
    void runsTheCleanupWhenTheJobFailsAndKeepsItsFailure() {
        var job = JobDriver.submitted(new PlanBuilder()
                .step("work", "x")
                .step("other", "y")
                .cleanup(body -> body.step("tidy", "t"))
                .build());

        job.fail("work", FailureKind.INVALID);
        assertThat(job.step("other").status()).isEqualTo(StepStatus.CANCELLED);
        job.complete("[finally].tidy", "x");

        assertThat(job.root().status()).isEqualTo(JobStatus.FAILED);
        assertThat(job.root().failedStep()).isEqualTo("work");
    }

    @Test
    void stopsStepByStepWhenStepsOfTheEndFollow() {
        var job = JobDriver.submitted(new PlanBuilder()
                .step("work", "x")
                .step("other", "y")
                .cleanup(body -> body.step("tidy", "t"))
                .build());

        job.fail("work", FailureKind.INVALID);

        assertThat(job.interrupts)
                .extracting(interrupt -> interrupt.control().task().step())
                .as("an order for the whole job would stop the cleanup as well")
                .containsExactly("other");
    }

    @Test
    void stopsTheWholeJobWhenItIsCancelledForTheSecondTime() {
        var job = JobDriver.submitted(new PlanBuilder()
                .step("work", "x")
                .cleanup(body -> body.step("tidy", "t"))
                .build());

        job.cancel();
        job.cancel();

        assertThat(job.interrupts)
                .extracting(interrupt -> interrupt.control().task().step())
                .containsExactly("work", "");
        assertThat(job.root().status()).isEqualTo(JobStatus.CANCELLED);
    }

    @Test
    void failsTheJobWhenOnlyTheCleanupFails() {
        var job = JobDriver.submitted(new PlanBuilder()
                .step("work", "x")
                .cleanup(body -> body.step("tidy", "t"))
                .build());

        job.complete("work", "x");
        job.fail("[finally].tidy", FailureKind.INVALID);

        assertThat(job.root().status()).isEqualTo(JobStatus.FAILED);
        assertThat(job.root().failedStep()).isEqualTo("[finally].tidy");
    }

    @Test
    void undoesTheNewestStepFirstWhenTheJobFails() {
        var job = JobDriver.submitted(booking());

        job.complete("flight", "F1");
        job.now += 10;
        job.complete("hotel", "H1");
        job.fail("pay", FailureKind.DENIED);
        assertThat(job.sentText("hotel[compensation].unbook")).isEqualTo("hotel H1");
        assertThat(job.step("flight[compensation].unbook").status()).isEqualTo(StepStatus.PENDING);
        job.complete("hotel[compensation].unbook", "x");
        assertThat(job.sentText("flight[compensation].unbook")).isEqualTo("flight F1");
        job.complete("flight[compensation].unbook", "x");

        assertThat(job.root().status()).isEqualTo(JobStatus.FAILED);
        assertThat(job.root().failedStep()).isEqualTo("pay");
    }

    @Test
    void undoesOnlyWhatCompletedWhenTheJobIsCancelled() {
        var job = JobDriver.submitted(booking());

        job.complete("flight", "F1");
        job.cancel();
        assertThat(job.step("hotel").status()).isEqualTo(StepStatus.CANCELLED);
        job.complete("flight[compensation].unbook", "x");

        assertThat(job.root().status()).isEqualTo(JobStatus.CANCELLED);
    }

    @Test
    void goesOnUndoingWhenOneCompensationFails() {
        var job = JobDriver.submitted(booking());
        job.complete("flight", "F1");
        job.now += 10;
        job.complete("hotel", "H1");
        job.fail("pay", FailureKind.DENIED);

        job.fail("hotel[compensation].unbook", FailureKind.INVALID);

        assertThat(job.sentText("flight[compensation].unbook")).isEqualTo("flight F1");
    }

    @Test
    void endsAtOnceWhenCancelledWhileItEnds() {
        var job = JobDriver.submitted(booking());
        job.complete("flight", "F1");
        job.cancel();

        job.cancel();

        assertThat(job.root().status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(job.step("flight[compensation].unbook").status()).isEqualTo(StepStatus.CANCELLED);
    }

    @Test
    void undoesEveryIterationThatCompletedWhenALoopFails() {
        var items = Value.of(List.of(Value.of("a"), Value.of("b"), Value.of("c")));
        var job = JobDriver.submitted(new PlanBuilder()
                .forEach(
                        "loop",
                        items,
                        1,
                        body -> body.step("work", "{{ item }}")
                                .compensation(undo -> undo.step("undo", "{{ item }} {{ work.result }}")))
                .build());
        job.complete("loop[0].work", "A");
        job.now += 10;
        job.complete("loop[1].work", "B");

        job.fail("loop[2].work", FailureKind.INVALID);
        assertThat(job.sentText("loop[1].work[compensation].undo")).isEqualTo("b B");
        job.complete("loop[1].work[compensation].undo", "x");
        assertThat(job.sentText("loop[0].work[compensation].undo")).isEqualTo("a A");
        job.complete("loop[0].work[compensation].undo", "x");

        assertThat(job.root().status()).isEqualTo(JobStatus.FAILED);
    }

    private static io.orchestrator.plan.Plan booking() {
        return new PlanBuilder()
                .step("flight", "book")
                .compensation(undo -> undo.step("unbook", "flight {{ flight.result }}"))
                .step("hotel", "book", "flight")
                .compensation(undo -> undo.step("unbook", "hotel {{ hotel.result }}"))
                .step("pay", "pay", "hotel")
                .build();
    }
}
