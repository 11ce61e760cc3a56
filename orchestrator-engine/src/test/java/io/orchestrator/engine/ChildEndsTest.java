package io.orchestrator.engine;

import static io.orchestrator.engine.Callers.CHILD;
import static io.orchestrator.engine.Callers.call;
import static io.orchestrator.engine.Callers.caller;
import static io.orchestrator.engine.Callers.cancel;
import static io.orchestrator.engine.Callers.child;
import static io.orchestrator.engine.Callers.tell;
import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.engine.Decision.Ignored;
import io.orchestrator.model.ChildEnded;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.JobControl;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.JobRequest;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.StepStatus;
import io.orchestrator.model.Value;
import io.orchestrator.model.Wish;
import io.orchestrator.plan.OnFailure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How the two jobs of a step that runs another workflow end each other, and what they take for an end. */
class ChildEndsTest {

    @Test
    void cancelsTheChildWhenTheParentIsCancelled() {
        var parent = JobDriver.submitted(caller().build());
        var child = child(parent);

        parent.cancel();
        cancel(child, parent.cancels.getFirst());

        assertThat(parent.cancels.getFirst().actor()).isEqualTo("job " + JobDriver.JOB);
        assertThat(child.root().status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(tell(parent, child).ignored()).contains(Ignored.JOB_ENDED);
    }

    @Test
    void cancelsTheChildWhenAnotherStepFailsTheJob() {
        var parent = JobDriver.submitted(caller().step("other", "o").build());

        parent.fail("other", FailureKind.INVALID);

        assertThat(parent.cancels)
                .extracting(JobControl::jobId)
                .containsExactly(parent.children.getFirst().jobId());
    }

    @Test
    void cancelsTheChildrenOfALoopWhenItFails() {
        var parent = JobDriver.submitted(new PlanBuilder()
                .forEach(
                        "each",
                        Value.of(List.of(Value.of(1), Value.of(2))),
                        2,
                        body -> body.action("sub", call("report")))
                .onFailure(new OnFailure.Continue())
                .build());

        var first = child(parent);
        first.fail("work", FailureKind.INVALID);
        tell(parent, first);

        assertThat(parent.children).hasSize(2);
        assertThat(parent.cancels)
                .extracting(JobControl::jobId)
                .containsExactly(parent.children.getFirst().jobId());
    }

    @Test
    void failsWithAKindOfItsOwnWhenSomebodyCancelsTheChild() {
        var parent = JobDriver.submitted(caller().build());
        var child = child(parent);

        cancel(child, new JobControl("c", "x", new Wish.Cancel(), "no", "ann", child.now));
        tell(parent, child);

        assertThat(parent.failure().kind()).isEqualTo(FailureKind.CANCELLED);
    }

    @Test
    void cancelsTheChildWhenTheStepsTimeIsOver() {
        var parent = JobDriver.submitted(caller().timeout(1_000).build());

        parent.fire(parent.timers.getFirst());

        assertThat(parent.cancels).hasSize(1);
        assertThat(parent.failure().code()).isEqualTo("STEP_TIMEOUT");
        assertThat(parent.root().status()).isEqualTo(JobStatus.FAILED);
    }

    @Test
    void ignoresTheChildAndTheTimeoutWhileAHandlerRuns() {
        var parent = JobDriver.submitted(caller().timeout(1_000)
                .handler(handler -> handler, body -> body.step("mend", "m"))
                .build());
        var child = child(parent);
        child.fail("work", FailureKind.INVALID);
        tell(parent, child);

        assertThat(tell(parent, child).ignored()).contains(Ignored.STALE_ATTEMPT);
        assertThat(parent.fire(parent.timers.getFirst()).ignored()).contains(Ignored.STALE_TIMER);
        parent.complete("sub[error1].mend", "mended");

        assertThat(parent.root().status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(parent.cancels).isEmpty();
    }

    @Test
    void ignoresAnEndThatNobodyWaitsFor() {
        var parent = JobDriver.submitted(caller().step("other", "o").build());
        var forged = new ChildEnded(
                JobDriver.JOB, 0, "sub", 1, "another", JobStatus.COMPLETED, true, Value.EMPTY, Optional.empty());
        var noCall = new ChildEnded(
                JobDriver.JOB, 0, "other", 1, "", JobStatus.COMPLETED, true, Value.EMPTY, Optional.empty());
        var nowhere = new ChildEnded(
                JobDriver.JOB, 0, "none", 1, "", JobStatus.COMPLETED, true, Value.EMPTY, Optional.empty());

        for (ChildEnded ended : List.of(forged, noCall, nowhere)) {
            assertThat(parent.feed(new Input.ChildEnded(ended, parent.now)).ignored())
                    .contains(Ignored.STALE_ATTEMPT);
        }

        assertThat(parent.step("sub").status()).isEqualTo(StepStatus.RUNNING);
    }

    @Test
    void neverBeginsWhenItsCancelComesFirst() {
        var parent = JobDriver.submitted(caller().build());
        parent.cancel();
        var child = new JobDriver(CHILD);

        cancel(child, parent.cancels.getFirst());
        var asked = child.feed(new Input.Submit(parent.children.getFirst(), Value.EMPTY, child.now));

        assertThat(child.root().status()).isEqualTo(JobStatus.FAILED);
        assertThat(child.failure().code()).isEqualTo("CANCELLED_EARLY");
        assertThat(asked.ignored()).contains(Ignored.DUPLICATE_REQUEST);
        assertThat(child.commands).isEmpty();
    }

    @Test
    void knowsNoJobWhenAClientCancelsWhatNeverBegan() {
        var job = new JobDriver(CHILD);

        assertThat(job.cancel().ignored()).contains(Ignored.UNKNOWN_JOB);
    }

    @Test
    void cancelsItsChildrenWhenItIsQuarantined() {
        var parent = JobDriver.submitted(new PlanBuilder()
                .forEach(
                        "each",
                        Value.of(List.of(Value.of(1), Value.of(2))),
                        2,
                        body -> body.action("sub", call("report")))
                .build());
        var first = child(parent);
        var bug = Failure.of(FailureKind.INTERNAL, "BUG", "broken");

        parent.quarantine(bug);

        assertThat(parent.cancels)
                .extracting(JobControl::jobId)
                .containsExactlyInAnyOrderElementsOf(
                        parent.children.stream().map(JobRequest::jobId).toList());
        assertThat(first.root().status()).isEqualTo(JobStatus.RUNNING);
    }

    @Test
    void failsAtOnceWhenAnotherJobHasTheChildsId() {
        var parent = JobDriver.submitted(caller().timeout(60_000).build());
        var request = parent.children.getFirst();
        var foreign = new JobDriver(CHILD);
        var foreignRequest = new JobRequest(
                request.jobId(),
                Optional.of("test"),
                Optional.empty(),
                Value.EMPTY,
                Optional.empty(),
                Map.of(),
                "",
                "ann",
                foreign.now);
        foreign.feed(new Input.Submit(foreignRequest, Value.of(Map.of("text", Value.of("t"))), foreign.now));

        var told = Engine.clash(foreign.state(), request).orElseThrow();
        parent.feed(new Input.ChildEnded(told, parent.now));

        assertThat(parent.failure().code()).isEqualTo("JOB_ID_TAKEN");
        assertThat(parent.failure().message()).contains(request.jobId(), "test@1.0.0");
    }

    @Test
    void tellsNothingWhenTheSameRequestComesTwice() {
        var parent = JobDriver.submitted(caller().build());
        var child = child(parent);

        assertThat(Engine.clash(child.state(), parent.children.getFirst())).isEmpty();
    }

    @Test
    void tellsNobodyWhenNobodyAsked() {
        var job = JobDriver.submitted(new PlanBuilder().step("a", "x").build());

        job.complete("a", "done");

        assertThat(job.told).isEmpty();
        assertThat(job.events.getLast().fact()).isInstanceOf(JobFact.JobCompleted.class);
    }
}
