package io.orchestrator.coordinator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.coordinator.store.Stores;
import io.orchestrator.coordinator.wire.Source;
import io.orchestrator.model.Call;
import io.orchestrator.model.ChildEnded;
import io.orchestrator.model.JobControl;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.JobRequest;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.ParentStep;
import io.orchestrator.model.Value;
import io.orchestrator.model.Wish;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A job that another one asks for, by way of the topics. */
class ChildJobsTest {

    private static final String CALLER = """
            id: caller
            name: Caller
            version: "1.0.0"
            steps:
              - id: sub
                workflow: three@1.0.0
                inputs:
                  who: Ada
            outputs:
              text: "{{ sub.result.text }}"
              job: "{{ sub.job_id }}"
            """;

    @RegisterExtension
    private final JobsRig rig = new JobsRig();

    private List<JobEvent> of(String jobId, List<JobEvent> events) {
        return events.stream().filter(event -> event.jobId().equals(jobId)).toList();
    }

    private static List<String> types(List<JobEvent> events) {
        return events.stream().map(event -> event.fact().type()).toList();
    }

    private void completeNext(String text) {
        var commands = rig.commands();
        assertThat(commands).hasSize(1);
        rig.complete(commands.getFirst(), "{\"text\":\"" + text + "\"}");
    }

    @Test
    void runsTheChildAndGoesOnWithItsOutputs() {
        rig.publish("three", Workflows.THREE);
        rig.publish("caller", CALLER);

        rig.submit("job-1", "caller", "{}");
        completeNext("a");
        completeNext("b");
        completeNext("c");

        var events = rig.events();
        assertThat(types(of("job-1", events)))
                .containsExactly("job.accepted", "step.child-started", "step.completed", "job.completed");
        var child = ((JobFact.ChildStarted) of("job-1", events).get(1).fact()).child();
        assertThat(types(of(child, events))).startsWith("job.accepted").endsWith("job.completed");
        var accepted = (JobFact.JobAccepted) of(child, events).getFirst().fact();
        assertThat(accepted.parent().orElseThrow().jobId()).isEqualTo("job-1");
        assertThat(accepted.inputs()).isEqualTo(Value.of(Map.of("who", Value.of("Ada"))));
        var completed = (JobFact.JobCompleted) of("job-1", events).getLast().fact();
        assertThat(completed.outputs()).isEqualTo(Value.of(Map.of("text", Value.of("c"), "job", Value.of(child))));
    }

    @Test
    void buriesARequestThatComesTwiceWhenItsJobCannotBeRead() {
        rig.publish("three", Workflows.THREE);
        rig.publish("caller", CALLER);
        rig.submit("job-1", "caller", "{}");
        var asked = rig.records(rig.topics.jobRequests()).getLast();
        rig.store(Stores.ROOTS).put(asked.key(), new byte[] {0, 5, 1});
        rig.commands();

        rig.pipe(Source.REQUESTS, asked.key(), asked.value());
        rig.submit("job-2", "three", "{}");

        assertThat(rig.deadLetters())
                .singleElement()
                .satisfies(letter -> assertThat(letter.reason()).contains("stored StoredRoot cannot be read"));
        assertThat(rig.commands()).extracting(command -> command.task().jobId()).containsExactly("job-2");
    }

    @Test
    void cancelsTheChildWithItsParent() {
        rig.publish("three", Workflows.THREE);
        rig.publish("caller", CALLER);
        rig.submit("job-1", "caller", "{}");

        rig.cancel("job-1");

        var ends = rig.events().stream()
                .filter(event -> event.fact().terminal())
                .map(event -> event.fact().type())
                .toList();
        assertThat(ends).containsExactly("job.cancelled", "job.cancelled");
    }

    @Test
    void failsTheParentWhenNobodyPublishesTheWorkflow() {
        rig.publish("caller", CALLER);
        rig.submit("job-1", "caller", "{}");

        rig.advance(JobOptions.defaults().workflowWait().plus(Duration.ofSeconds(1)));

        var failed = (JobFact.JobFailed) of("job-1", rig.events()).getLast().fact();
        assertThat(failed.step()).isEqualTo("sub");
        assertThat(failed.failure().orElseThrow().message()).contains("three@1.0.0");
    }

    @Test
    void runsAWorkflowInsideOfAnother() {
        rig.publish("caller", """
                id: caller
                version: "1.0.0"
                inputs: {who: {type: string, default: Ada}, other: {type: string, default: unused}}
                steps:
                  - id: sub
                    tool: pipeline-executor
                    parameters:
                      pipeline: |
                        id: inside
                        steps:
                          - {id: say, tool: terminal, parameters: {command: "echo {{ inputs.who }} {{ inputs.n }}"}}
                        outputs: {text: "{{ say.result.text }}"}
                      inputs: {n: 3}
                outputs: {text: "{{ sub.result.text }}"}
                """);
        rig.submit("job-1", "caller", "{}");

        var command = rig.commands().getFirst();
        assertThat(((Call.Tool) command.call()).parameters().get("command")).isEqualTo(Value.of("echo Ada 3"));
        rig.complete(command, "{\"text\":\"done\"}");

        var events = rig.events();
        var child = ((JobFact.ChildStarted) of("job-1", events).get(1).fact()).child();
        var accepted = (JobFact.JobAccepted) of(child, events).getFirst().fact();
        assertThat(accepted.workflow()).isEqualTo("inside@1.0.0");
        var completed = (JobFact.JobCompleted) of("job-1", events).getLast().fact();
        assertThat(completed.outputs()).isEqualTo(Value.of(Map.of("text", Value.of("done"))));
    }

    @Test
    void handsOnOnlyWhatThePublishedChildDeclares() {
        rig.publish("three", Workflows.THREE);
        rig.publish("caller", """
                id: caller
                version: "1.0.0"
                inputs: {who: {type: string, default: Ada}, other: {type: string, default: unused}}
                steps:
                  - {id: sub, tool: pipeline-executor, parameters: {pipeline: three}}
                """);

        rig.submit("job-1", "caller", "{}");

        assertThat(rig.commands()).hasSize(1);
        var accepted = rig.events().stream()
                .map(JobEvent::fact)
                .filter(JobFact.JobAccepted.class::isInstance)
                .map(JobFact.JobAccepted.class::cast)
                .filter(fact -> fact.parent().isPresent())
                .findFirst()
                .orElseThrow();
        assertThat(accepted.inputs()).isEqualTo(Value.of(Map.of("who", Value.of("Ada"))));
    }

    @Test
    void doesNotWaitWhereTheStepSaysSo() {
        rig.publish("three", Workflows.THREE);
        rig.publish(
                "caller",
                CALLER.replace("inputs:\n      who", "wait_for_completion: false\n    inputs:\n      who")
                        .replace("{{ sub.result.text }}", "{{ sub.result.job_id }}"));

        rig.submit("job-1", "caller", "{}");

        var events = of("job-1", rig.events());
        assertThat(types(events))
                .containsExactly("job.accepted", "step.child-started", "step.completed", "job.completed");
        assertThat(rig.commands()).hasSize(1);
    }

    @Test
    void neverRunsAChildThatWasCancelledBeforeItsRequestCame() {
        rig.publish("three", Workflows.THREE);
        var parent = new ParentStep("job-1", 0, "sub", 1, 1);
        var request = rig.request("three-1", Optional.of("three"), Optional.empty(), "{\"who\":\"Ada\"}");
        var control = new JobControl(
                "c-1", "three-1", new Wish.Cancel(), "enough", "job job-1", 1_000, Optional.of("job-1"), 0);

        rig.pipe(Source.CONTROLS, "three-1", rig.codecs.jobControls().encode(control));
        rig.submit(new JobRequest(
                request.jobId(),
                request.workflow(),
                request.document(),
                request.inputs(),
                request.priority(),
                request.labels(),
                request.workspace(),
                request.requestedBy(),
                request.requestedAtMs(),
                Optional.of(parent),
                Set.of()));

        assertThat(types(rig.events())).containsExactly("job.rejected");
        assertThat(rig.commands()).isEmpty();
    }

    @Test
    void failsTheParentAtOnceWhenAForeignJobHasTheChildsId() {
        rig.publish("three", Workflows.THREE);
        rig.publish("caller", CALLER);
        rig.submit("job-1", "caller", "{}");
        var child = ((JobFact.ChildStarted) of("job-1", rig.events()).get(1).fact()).child();

        try (var other = new JobsRig()) {
            other.publish("three", Workflows.THREE);
            other.publish("caller", CALLER);
            other.submit(child, "three", "{\"who\":\"Bob\"}");
            other.submit("job-1", "caller", "{}");

            var failed =
                    (JobFact.JobFailed) of("job-1", other.events()).getLast().fact();
            assertThat(failed.failure().orElseThrow().code()).isEqualTo("JOB_ID_TAKEN");
            assertThat(failed.failure().orElseThrow().message()).contains(child, "three@1.0.0");
        }
    }

    @Test
    void cancelsTheChildOfAParentThatEndsByAFault() {
        rig.publish("three", Workflows.THREE);
        rig.publish("caller", CALLER);
        rig.submit("job-1", "caller", "{}");

        rig.pipe(Source.INTERNAL, "job-1", new byte[] {9, 9, 9, 9, 9, 9});

        var ends = rig.events().stream()
                .filter(event -> event.fact().terminal())
                .map(event -> event.fact().type())
                .toList();
        assertThat(ends).containsExactly("job.failed", "job.cancelled");
    }

    @Test
    void ignoresAnEndThatNoStepWaitsFor() {
        rig.publish("three", Workflows.THREE);
        rig.publish("caller", CALLER);
        rig.submit("job-1", "caller", "{}");
        var forged = new ChildEnded(
                "job-1", 0, "sub", 1, "another", JobStatus.COMPLETED, true, Value.EMPTY, Optional.empty());

        rig.pipe(Source.INTERNAL, "job-1", rig.codecs.childEnded().encode(forged));

        assertThat(types(of("job-1", rig.events()))).doesNotContain("step.completed");
        assertThat(rig.count("orchestrator.inputs.ignored", "reason", "STALE_ATTEMPT"))
                .isEqualTo(1);
    }

    @Test
    void endsTheParentWhenWhatItIsToldCannotBeRead() {
        rig.publish("three", Workflows.THREE);
        rig.publish("caller", CALLER);
        rig.submit("job-1", "caller", "{}");

        rig.pipe(Source.INTERNAL, "job-1", new byte[] {9, 9, 9, 9, 9, 9});

        var failed = (JobFact.JobFailed) of("job-1", rig.events()).getLast().fact();
        assertThat(failed.failure().orElseThrow().code()).isEqualTo("UNUSABLE_RECORD");
        assertThat(rig.deadLetters()).hasSize(1);
    }
}
