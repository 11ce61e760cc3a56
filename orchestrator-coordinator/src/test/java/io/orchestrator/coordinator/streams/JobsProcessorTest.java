package io.orchestrator.coordinator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.compile.Compilation;
import io.orchestrator.coordinator.store.Stores;
import io.orchestrator.coordinator.wire.Source;
import io.orchestrator.language.ValueTemplate;
import io.orchestrator.model.Call;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.JobView;
import io.orchestrator.model.Priority;
import io.orchestrator.model.StepCommand.Delivery;
import io.orchestrator.model.Value;
import io.orchestrator.model.VariableScope;
import io.orchestrator.model.VariableValue;
import io.orchestrator.plan.Block;
import io.orchestrator.plan.Manner;
import io.orchestrator.plan.OnFailure;
import io.orchestrator.plan.Plan;
import io.orchestrator.plan.PlanStep;
import io.orchestrator.plan.RetryPolicy;
import io.orchestrator.plan.StepAction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JobsProcessorTest {

    @RegisterExtension
    private final JobsRig rig = new JobsRig();

    @Test
    void runsJobToItsEndWhenWorkersAnswer() {
        rig.publish("three", Workflows.THREE);
        rig.submit("job-1", "three", "{\"who\":\"you\"}");

        var first = rig.commands().getFirst();
        rig.start(first);
        rig.complete(first, "{\"text\":\"one\"}");
        rig.complete(rig.commands().getFirst(), "{\"text\":\"two\"}");
        rig.complete(rig.commands().getFirst(), "{\"text\":\"three\"}");

        assertThat(first.call())
                .isInstanceOfSatisfying(
                        Call.Tool.class,
                        tool -> assertThat(tool.parameters().get("command")).isEqualTo(Value.of("echo you")));
        var events = rig.events();
        assertThat(events)
                .extracting(event -> event.fact().type())
                .containsExactly(
                        "job.accepted",
                        "step.scheduled",
                        "step.started",
                        "step.completed",
                        "step.scheduled",
                        "step.completed",
                        "step.scheduled",
                        "step.completed",
                        "job.completed");
        assertThat(events).extracting(JobEvent::sequence).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
        assertThat(events.getLast().fact())
                .isEqualTo(new JobFact.JobCompleted(true, Value.of(Map.of("text", Value.of("three")))));
        assertThat(rig.deadLetters()).isEmpty();
    }

    @Test
    void publishesTheChangeAndStoresTheVersionWhenStepsAssignVariables() {
        rig.submitDocument("job-1", """
                id: sums
                name: Sums
                steps:
                  - {id: begin, set: {total: 1}}
                  - {id: work, tool: terminal, parameters: {command: "echo ${total}"}}
                  - {id: add, set: {total: "${total + 1}"}, depends_on: work}
                outputs: {total: "${total}", version: "${__total_metadata.version}"}
                """, "{}");
        rig.complete(rig.commands().getFirst(), "{\"stdout\":\"1\"}");

        var events = rig.events();
        assertThat(events)
                .extracting(JobEvent::fact)
                .filteredOn(JobFact.VariableChanged.class::isInstance)
                .containsExactly(
                        new JobFact.VariableChanged(
                                "begin", -1, "total", VariableScope.GLOBAL, 1, Optional.empty(), number(1)),
                        new JobFact.VariableChanged(
                                "add", -1, "total", VariableScope.GLOBAL, 2, Optional.of(number(1)), number(2)));
        assertThat(events.getLast().fact())
                .isEqualTo(
                        new JobFact.JobCompleted(true, Value.of(Map.of("total", Value.of(2), "version", Value.of(2)))));
    }

    private static VariableValue number(int value) {
        return new VariableValue("integer", Optional.of(Value.of(value)), 1, "");
    }

    @Test
    void showsJobWhenItBeginsAndWhenItEndsAndOnceASecondBetween() {
        rig.publish("three", Workflows.THREE);
        rig.submit("job-1", "three", "{}");
        rig.complete(rig.commands().getFirst(), "{\"text\":\"one\"}");
        rig.advance(Duration.ofSeconds(1));
        rig.complete(rig.commands().getFirst(), "{\"text\":\"two\"}");
        rig.complete(rig.commands().getFirst(), "{\"text\":\"three\"}");

        var views = rig.views();

        assertThat(views)
                .extracting(JobView::status)
                .containsExactly(JobStatus.RUNNING, JobStatus.RUNNING, JobStatus.COMPLETED);
        assertThat(views).extracting(JobView::stepsEnded).containsExactly(0, 2, 3);
        assertThat(views.getLast().success()).isTrue();
        assertThat(views.getLast().labels()).containsEntry("team", "a");
    }

    @Test
    void ignoresRequestAndAnswerWhenTheyComeAgain() {
        rig.publish("three", Workflows.THREE);
        rig.submit("job-1", "three", "{}");
        rig.submit("job-1", "three", "{}");
        var command = rig.commands().getFirst();
        rig.complete(command, "{\"text\":\"one\"}");
        rig.complete(command, "{\"text\":\"again\"}");

        assertThat(rig.eventTypes())
                .containsExactly("job.accepted", "step.scheduled", "step.completed", "step.scheduled");
        assertThat(rig.count("orchestrator.inputs.ignored", "reason", "DUPLICATE_REQUEST"))
                .isEqualTo(1);
        assertThat(rig.count("orchestrator.inputs.ignored", "reason", "STALE_ATTEMPT"))
                .isEqualTo(1);
    }

    @Test
    void triesAgainAfterTheDelayWhenAnAttemptFails() {
        rig.submitDocument("job-1", Workflows.RETRY, "{}");
        var first = rig.commands().getFirst();
        rig.fail(first, Failure.of(FailureKind.TOOL, "EXIT", "exit code 1"));

        rig.advance(Duration.ofMillis(900));
        var early = rig.commands();
        rig.advance(Duration.ofMillis(200));

        assertThat(early).isEmpty();
        assertThat(rig.commands().getFirst().task().attempt()).isEqualTo(2);
        assertThat(rig.eventTypes())
                .containsExactly("job.accepted", "step.scheduled", "step.retry-scheduled", "step.scheduled");
    }

    @Test
    void triesAgainWhenTheLeaseOfAWorkerRunsOut() {
        rig.submitDocument("job-1", Workflows.RETRY, "{}");
        var command = rig.commands().getFirst();
        rig.start(command);
        rig.progress(command, Duration.ofSeconds(5));

        rig.advance(Duration.ofSeconds(6));

        assertThat(rig.commands().getFirst().task().attempt()).isEqualTo(2);
        assertThat(rig.workerControls().getFirst().reason()).isEqualTo("lease expired");
    }

    @Test
    void cancelsJobAndStopsItsWorkers() {
        rig.publish("three", Workflows.THREE);
        rig.submit("job-1", "three", "{}");
        var command = rig.commands().getFirst();

        rig.cancel("job-1");
        rig.complete(command, "{\"text\":\"late\"}");

        assertThat(rig.events().getLast().fact()).isEqualTo(new JobFact.JobCancelled("enough", "ann"));
        assertThat(rig.workerControls().getFirst().task().jobId()).isEqualTo("job-1");
        assertThat(rig.commands()).isEmpty();
        assertThat(rig.count("orchestrator.inputs.ignored", "reason", "JOB_ENDED"))
                .isEqualTo(1);
    }

    @Test
    void endsOnlyThatJobWhenDecidingHasABug() {
        var plan = planWithABug();
        rig.crafted.put(JobsRig.CRAFTED, text -> new Compilation(Optional.of(plan), List.of()));
        rig.publish("three", Workflows.THREE);
        rig.submitDocument("job-1", JobsRig.CRAFTED, "{}");
        rig.submit("job-2", "three", "{}");
        var commands = rig.commands();

        rig.complete(commands.get(0), "1");
        rig.complete(commands.get(1), "{\"text\":\"one\"}");

        var last = rig.events().stream()
                .filter(event -> event.jobId().equals("job-1"))
                .toList()
                .getLast();
        assertThat(last.fact())
                .isInstanceOfSatisfying(
                        JobFact.JobFailed.class,
                        failed -> assertThat(failed.failure().orElseThrow().code())
                                .isEqualTo("BUG"));
        assertThat(rig.deadLetters().getFirst().reason()).contains("a bug of the coordinator");
        assertThat(rig.commands()).extracting(command -> command.task().jobId()).containsExactly("job-2");
    }

    @Test
    void forgetsJobWhenItsRetentionIsOver() {
        rig.submitDocument("job-1", Workflows.RETRY, "{}");
        rig.complete(rig.commands().getFirst(), "1");
        var before = rig.rows(Stores.STEPS);

        rig.advance(Duration.ofMinutes(61));

        assertThat(before).isEqualTo(1);
        assertThat(rig.rows(Stores.HEADERS)).isZero();
        assertThat(rig.rows(Stores.ROOTS)).isZero();
        assertThat(rig.rows(Stores.STEPS)).isZero();
        assertThat(rig.rows(Stores.DOCUMENTS)).isZero();
        assertThat(rig.rows(Stores.VIEWS)).isEqualTo(1);
        assertThat(rig.rows(Stores.TIMERS)).isEqualTo(1);
    }

    @Test
    void buriesWhatIsDueAndGoesOnWhenAnEndedJobCannotBeRead() {
        rig.submitDocument("job-1", Workflows.RETRY, "{}");
        rig.complete(rig.commands().getFirst(), "1");
        rig.store(Stores.ROOTS).put("job-1", new byte[] {0, 5, 1});

        rig.advance(Duration.ofMinutes(61));
        rig.submitDocument("job-2", Workflows.RETRY, "{}");

        assertThat(rig.deadLetters())
                .singleElement()
                .satisfies(letter -> assertThat(letter.reason()).contains("stored StoredRoot cannot be read"));
        assertThat(rig.commands()).extracting(command -> command.task().jobId()).containsExactly("job-2");
    }

    @Test
    void leavesTheListsWhenTheRetentionOfViewsIsOver() {
        rig.submitDocument("job-1", Workflows.RETRY, "{}");
        rig.complete(rig.commands().getFirst(), "1");

        rig.advance(Duration.ofDays(91));

        assertThat(rig.rows(Stores.VIEWS)).isZero();
        assertThat(rig.rows(Stores.TIMERS)).isZero();
    }

    @Test
    void handsTheTraceOnWhenTheRequestHasOne() {
        var trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        var request = rig.request("job-1", Optional.empty(), Optional.of(Workflows.RETRY), "{}");
        var headers = new RecordHeaders().add("traceparent", trace.getBytes(StandardCharsets.UTF_8));
        rig.pipe(
                Source.REQUESTS,
                new TestRecord<>("job-1", rig.codecs.jobRequests().encode(request), headers, JobsRig.START));

        var command =
                rig.records(rig.topics.stepCommands("default", Priority.NORMAL)).getFirst();

        assertThat(command.headers().lastHeader("traceparent").value())
                .isEqualTo(trace.getBytes(StandardCharsets.UTF_8));
        assertThat(command.timestamp()).isEqualTo(JobsRig.START.toEpochMilli());
    }

    @Test
    void keepsRunningAcceptedJobWhenItsWorkflowIsPublishedWithAnotherText() {
        rig.publish("three", Workflows.THREE);
        rig.submit("job-1", "three", "{}");
        rig.publish("three", Workflows.THREE.replace("echo", "printf"));

        rig.complete(rig.commands().getFirst(), "{\"text\":\"one\"}");

        assertThat(rig.commands().getFirst().call())
                .isInstanceOfSatisfying(
                        Call.Tool.class,
                        tool -> assertThat(tool.parameters().get("command")).isEqualTo(Value.of("echo one")));
    }

    /** Its only step names a successor that is not there. */
    private static Plan planWithABug() {
        var step = new PlanStep(
                0,
                "only",
                OptionalInt.empty(),
                new StepAction.CallTool("terminal", "execute", ValueTemplate.of(Value.EMPTY), Value.EMPTY),
                "",
                new PlanStep.Edges(List.of(), List.of(), List.of(99), 0),
                Optional.empty(),
                new PlanStep.Flow(
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        new OnFailure.FailJob(),
                        false,
                        Optional.empty(),
                        List.of(),
                        Block.EMPTY,
                        Block.EMPTY),
                new PlanStep.Limits(
                        RetryPolicy.attempts(1), 0, "default", Optional.empty(), Delivery.AT_LEAST_ONCE, Manner.PLAIN),
                Optional.empty(),
                "");
        return new Plan(
                "bug",
                "Bug",
                "1.0.0",
                "b0b",
                List.of(),
                List.of(step),
                new Block("", List.of(0), Map.of("only", 0)),
                Block.EMPTY,
                Map.of(),
                List.of(),
                Priority.NORMAL,
                0);
    }
}
