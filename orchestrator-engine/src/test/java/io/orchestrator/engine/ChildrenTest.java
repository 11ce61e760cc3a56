package io.orchestrator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.engine.Decision.Ignored;
import io.orchestrator.language.Template;
import io.orchestrator.language.ValueTemplate;
import io.orchestrator.model.ChildEnded;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.JobControl;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.JobRequest;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.ParentStep;
import io.orchestrator.model.Priority;
import io.orchestrator.model.StepStatus;
import io.orchestrator.model.Value;
import io.orchestrator.plan.OnFailure;
import io.orchestrator.plan.Plan;
import io.orchestrator.plan.RetryPolicy;
import io.orchestrator.plan.StepAction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Steps that run other workflows: two jobs hand each other what they ask for and what they tell. */
class ChildrenTest {

    private static final Plan CHILD = new PlanBuilder()
            .step("work", "{{ inputs.text }}")
            .output("answer", "{{ work.result }}")
            .build();

    private static StepAction call(String workflow) {
        return call(workflow, Value.EMPTY, Set.of());
    }

    private static StepAction call(String workflow, Value.Dict outputs, Set<String> inherit) {
        var inputs = ValueTemplate.of(Value.of(Map.of("text", Value.of("for {{ inputs.who }}"))));
        return new StepAction.CallWorkflow(
                new StepAction.Named(Template.parse(workflow)), inputs, outputs, inherit, true);
    }

    private static PlanBuilder caller() {
        return new PlanBuilder().action("sub", call("report@1.0.0"));
    }

    /** Starts the job that the parent asked for last. */
    private static JobDriver child(JobDriver parent) {
        return child(parent, CHILD);
    }

    private static JobDriver child(JobDriver parent, Plan plan) {
        var request = parent.children.getLast();
        var child = new JobDriver(plan);
        child.now = parent.now;
        child.feed(new Input.Submit(request, request.inputs(), child.now));
        return child;
    }

    /** Tells the parent what the child has to tell. */
    private static Decision tell(JobDriver parent, JobDriver child) {
        assertThat(child.told).hasSize(1);
        return parent.feed(new Input.ChildEnded(child.told.getFirst(), parent.now));
    }

    private static Decision cancel(JobDriver child, JobControl control) {
        return child.feed(new Input.Control(control, child.now));
    }

    @Test
    void goesOnWithTheOutputsWhenTheChildHasCompleted() {
        var parent = JobDriver.submitted(caller().step("after", "{{ sub.result.answer }} {{ sub.job_id }}", "sub")
                .build());

        var child = child(parent);
        assertThat(child.sentText("work")).isEqualTo("for Ada");
        child.complete("work", "done");
        tell(parent, child);

        assertThat(parent.sentText("after"))
                .isEqualTo("done " + parent.children.getFirst().jobId());
        assertThat(parent.step("sub").status()).isEqualTo(StepStatus.COMPLETED);
        assertThat(parent.types())
                .containsSubsequence("step.child-started sub", "step.completed sub", "step.scheduled after");
    }

    @Test
    void asksForAJobThatBelongsToTheStep() {
        var parent = JobDriver.submitted(caller().build());

        var request = parent.children.getFirst();
        assertThat(request.jobId()).matches("report-[0-9a-f]{32}");
        assertThat(request.workflow()).contains("report@1.0.0");
        assertThat(request.priority()).contains(Priority.NORMAL);
        assertThat(request.requestedBy()).isEqualTo("job " + JobDriver.JOB);
        assertThat(request.parent()).contains(new ParentStep(JobDriver.JOB, 0, "sub", 1, 1));
    }

    @Test
    void handsOnInputsOnlyWhereTheStepGivesNone() {
        var parent = JobDriver.submitted(new PlanBuilder()
                .action("sub", call("report", Value.EMPTY, Set.of("who", "text", "nobody")))
                .build());

        assertThat(parent.children.getFirst().inputs())
                .isEqualTo(Value.of(Map.of("text", Value.of("for Ada"), "who", Value.of("Ada"))));
    }

    @ParameterizedTest
    @CsvSource({"answer,done", "pages[1].title,two", "pages[0].none,''", "nothing,''", "pages[9],''"})
    void takesOverWhatTheStepNames(String path, String expected) {
        var mapped = Value.of(Map.of("x", Value.of(path)));
        var parent = JobDriver.submitted(new PlanBuilder()
                .action("sub", call("report", mapped, Set.of()))
                .build());
        var pages = Value.of(
                List.of(Value.of(Map.of("title", Value.of("one"))), Value.of(Map.of("title", Value.of("two")))));
        var outputs = Value.of(Map.of("answer", Value.of("done"), "pages", pages));

        parent.feed(ended(parent, JobStatus.COMPLETED, outputs, null));

        if (expected.isEmpty()) {
            assertThat(parent.failure().message()).contains("outputs.x", "'" + path + "'");
        } else {
            var envelope = java.util.Objects.requireNonNull(parent.step("sub").envelope());
            assertThat(envelope.get("result")).isEqualTo(Value.of(Map.of("x", Value.of(expected))));
        }
    }

    private static Input ended(
            JobDriver parent,
            JobStatus status,
            Value.Dict outputs,
            @org.jspecify.annotations.Nullable Failure failure) {
        var request = parent.children.getLast();
        var step = request.parent().orElseThrow();
        return new Input.ChildEnded(
                new ChildEnded(
                        step.jobId(),
                        step.epoch(),
                        step.step(),
                        step.attempt(),
                        request.jobId(),
                        status,
                        status == JobStatus.COMPLETED,
                        outputs,
                        Optional.ofNullable(failure)),
                parent.now);
    }

    @Test
    void failsWithTheChildsFailureWhenTheChildFails() {
        var parent = JobDriver.submitted(caller().build());
        var child = child(parent);

        child.fail("work", FailureKind.INVALID);
        tell(parent, child);

        assertThat(parent.root().status()).isEqualTo(JobStatus.FAILED);
        assertThat(parent.failure().kind()).isEqualTo(FailureKind.INVALID);
        assertThat(parent.failure().message())
                .isEqualTo("step 'sub': job " + parent.children.getFirst().jobId() + " failed: work failed");
    }

    @Test
    void failsWhenTheChildIsRefused() {
        var parent = JobDriver.submitted(caller().build());
        var child = new JobDriver(CHILD);
        var unknown = Failure.of(FailureKind.INVALID, "UNKNOWN_WORKFLOW", "no workflow report@1.0.0 is published");

        child.feed(new Input.Refuse(parent.children.getFirst(), unknown, List.of(), child.now));
        tell(parent, child);

        assertThat(parent.failure().code()).isEqualTo("UNKNOWN_WORKFLOW");
        assertThat(parent.failure().message()).contains("no workflow report@1.0.0 is published");
    }

    @Test
    void reportsFailureWhenTheChildCompletedWithoutSuccess() {
        var parent = JobDriver.submitted(caller().onFailure(new OnFailure.Continue())
                .step("after", "{{ sub.success }}", "sub")
                .build());
        var child = child(
                parent,
                new PlanBuilder()
                        .step("work", "w")
                        .onFailure(new OnFailure.Continue())
                        .build());

        child.reportFailure("work");
        tell(parent, child);

        assertThat(child.root().status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(parent.sentText("after")).isEqualToIgnoringCase("false");
    }

    @Test
    void startsANewChildWhenItTriesAgain() {
        var parent = JobDriver.submitted(caller().retry(RetryPolicy.attempts(2)).build());
        var first = child(parent);
        first.fail("work", FailureKind.TOOL);
        tell(parent, first);
        parent.timers.stream()
                .filter(timer -> timer.kind() == JobTimer.Kind.RETRY)
                .toList()
                .forEach(parent::fire);

        var second = child(parent);
        second.complete("work", "done");
        assertThat(tell(parent, first).ignored()).contains(Ignored.STALE_ATTEMPT);
        tell(parent, second);

        assertThat(parent.children)
                .extracting(JobRequest::jobId)
                .doesNotHaveDuplicates()
                .hasSize(2);
        assertThat(parent.root().status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void countsAnAttemptWhenTheChildLostItsWorker() {
        var parent = JobDriver.submitted(caller().build());

        parent.feed(ended(parent, JobStatus.FAILED, Value.EMPTY, Failure.of(FailureKind.LOST, "LOST", "gone")));

        assertThat(parent.root().status()).isEqualTo(JobStatus.FAILED);
        assertThat(parent.failure().code()).isEqualTo("CHILD_FAILED");
        assertThat(parent.children).hasSize(1);
    }

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

        cancel(child, new JobControl("c", "x", JobControl.Action.CANCEL, "no", "ann", child.now));
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
    void endsTheRecursionWhenJobsWaitTooDeep() {
        var plan = new PlanBuilder().action("sub", call("report")).build();
        var parent = new JobDriver(plan);
        var step = new ParentStep("above", 0, "sub", 1, Children.MAX_DEPTH);
        var request = new JobRequest(
                JobDriver.JOB,
                Optional.of("report"),
                Optional.empty(),
                Value.of(Map.of("who", Value.of("Ada"))),
                Optional.empty(),
                Map.of(),
                "",
                "job above",
                parent.now,
                Optional.of(step),
                Set.of());

        parent.feed(new Input.Submit(request, request.inputs(), parent.now));

        assertThat(parent.failure().code()).isEqualTo("RECURSION_LIMIT");
        assertThat(parent.failure().message()).contains("job above", "report");
        assertThat(parent.children).isEmpty();
        assertThat(parent.told).extracting(ChildEnded::status).containsExactly(JobStatus.FAILED);
    }

    @Test
    void runsTheDocumentInside() {
        var inline = new StepAction.Inline("part@1.0.0", "{\"steps\":[]}");
        var parent = JobDriver.submitted(new PlanBuilder()
                .action("sub", new StepAction.CallWorkflow(inline, ValueTemplate.EMPTY, Value.EMPTY, Set.of(), true))
                .build());

        var request = parent.children.getFirst();
        assertThat(request.jobId()).matches("part-[0-9a-f]{32}");
        assertThat(request.workflow()).isEmpty();
        assertThat(request.document()).contains("{\"steps\":[]}");
    }

    @ParameterizedTest
    @CsvSource({"'{{ \"id: a\\nsteps: []\" }}',true", "'{\"steps\": []}',true", "'report@1.0.0',false"})
    void runsTheDocumentThatATemplateGives(String template, boolean document) {
        var parent = JobDriver.submitted(
                new PlanBuilder().action("sub", call(template)).build());

        var request = parent.children.getFirst();
        assertThat(request.document().isPresent()).isEqualTo(document);
        assertThat(request.workflow().isPresent()).isNotEqualTo(document);
    }

    @Test
    void namesWhatTheChildNeedNotTake() {
        var parent = JobDriver.submitted(new PlanBuilder()
                .action("sub", call("report", Value.EMPTY, Set.of("who", "text", "nobody")))
                .build());

        assertThat(parent.children.getFirst().inherited()).containsExactly("who");
    }

    @Test
    void goesOnAtOnceWhenItDoesNotWait() {
        var call = new StepAction.CallWorkflow(
                new StepAction.Named(Template.parse("report")), ValueTemplate.EMPTY, Value.EMPTY, Set.of(), false);
        var parent = JobDriver.submitted(new PlanBuilder()
                .action("sub", call)
                .timeout(1_000)
                .step("after", "{{ sub.result.job_id }}", "sub")
                .build());

        var child = parent.children.getFirst().jobId();
        assertThat(parent.sentText("after")).isEqualTo(child);
        assertThat(parent.timers).isEmpty();
        assertThat(parent.feed(ended(parent, JobStatus.FAILED, Value.EMPTY, null))
                        .ignored())
                .contains(Ignored.STALE_ATTEMPT);
        parent.cancel();

        assertThat(parent.cancels).isEmpty();
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
    void makesValidJobIdsOfAnyName() {
        var commandId = "0123456789abcdef0123456789abcdef";

        assertThat(Ids.child("report@1.0.0", commandId)).isEqualTo("report-" + commandId);
        assertThat(Ids.child("../a b@1", commandId)).isEqualTo("a-b-" + commandId);
        assertThat(Ids.child("@1", commandId)).isEqualTo("job-" + commandId);
        assertThat(Ids.child("x".repeat(300), commandId)).hasSize(128);
    }

    @Test
    void tellsNobodyWhenNobodyAsked() {
        var job = JobDriver.submitted(new PlanBuilder().step("a", "x").build());

        job.complete("a", "done");

        assertThat(job.told).isEmpty();
        assertThat(job.events.getLast().fact()).isInstanceOf(JobFact.JobCompleted.class);
    }
}
