package io.orchestrator.coordinator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.coordinator.wire.Source;
import io.orchestrator.model.ChildEnded;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
