package io.orchestrator.engine;

import static io.orchestrator.engine.Callers.CHILD;
import static io.orchestrator.engine.Callers.call;
import static io.orchestrator.engine.Callers.caller;
import static io.orchestrator.engine.Callers.child;
import static io.orchestrator.engine.Callers.ended;
import static io.orchestrator.engine.Callers.tell;
import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.engine.Decision.Ignored;
import io.orchestrator.language.Template;
import io.orchestrator.language.ValueTemplate;
import io.orchestrator.model.ChildEnded;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.JobRequest;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.ParentStep;
import io.orchestrator.model.Priority;
import io.orchestrator.model.StepStatus;
import io.orchestrator.model.Value;
import io.orchestrator.plan.OnFailure;
import io.orchestrator.plan.RetryPolicy;
import io.orchestrator.plan.StepAction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Steps that run other workflows: what they ask for, and what becomes of the answer. */
class ChildrenTest {

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
    void makesValidJobIdsOfAnyName() {
        var commandId = "0123456789abcdef0123456789abcdef";

        assertThat(Ids.child("report@1.0.0", commandId)).isEqualTo("report-" + commandId);
        assertThat(Ids.child("../a b@1", commandId)).isEqualTo("a-b-" + commandId);
        assertThat(Ids.child("@1", commandId)).isEqualTo("job-" + commandId);
        assertThat(Ids.child("x".repeat(300), commandId)).hasSize(128);
    }
}
