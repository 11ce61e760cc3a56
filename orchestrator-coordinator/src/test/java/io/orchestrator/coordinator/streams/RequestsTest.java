package io.orchestrator.coordinator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.model.JobFact;
import io.orchestrator.model.JobStatus;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of a request that cannot run, or cannot run yet. */
class RequestsTest {

    @RegisterExtension
    private final JobsRig rig = new JobsRig();

    @Test
    void startsJobLateWhenItsWorkflowComesLate() {
        rig.submit("job-1", "three", "{}");
        rig.advance(Duration.ofSeconds(3));
        var early = rig.events();
        rig.publish("three", Workflows.THREE);
        rig.advance(Duration.ofSeconds(1));

        assertThat(early).isEmpty();
        assertThat(rig.eventTypes()).containsExactly("job.accepted", "step.scheduled");
    }

    @Test
    void refusesJobWhenItsWorkflowStaysUnknown() {
        rig.publish("three", Workflows.THREE);
        rig.submit("job-1", "thre", "{}");
        rig.advance(Duration.ofSeconds(11));

        var fact = rejection();

        assertThat(fact.failure().code()).isEqualTo("UNKNOWN_WORKFLOW");
        assertThat(fact.failure().message()).contains("did you mean 'three'?");
        assertThat(rig.views().getLast().status()).isEqualTo(JobStatus.FAILED);
    }

    @Test
    void refusesJobWithEveryFindingWhenItsDocumentIsBroken() {
        rig.submitDocument("job-1", Workflows.BROKEN, "{}");

        var fact = rejection();

        assertThat(fact.failure().code()).isEqualTo("INVALID_DOCUMENT");
        assertThat(fact.findings()).hasSizeGreaterThanOrEqualTo(2).allMatch(line -> line.startsWith("workflow:"));
        assertThat(fact.findings()).anyMatch(line -> line.contains("filesystem"));
        assertThat(fact.findings()).anyMatch(line -> line.contains("nobody"));
    }

    @Test
    void refusesJobWithEveryProblemWhenItsInputsAreWrong() {
        rig.publish("three", Workflows.THREE);
        rig.submit("job-1", "three", "{\"who\":7,\"what\":1}");

        var fact = rejection();

        assertThat(fact.failure().code()).isEqualTo("INVALID_INPUTS");
        assertThat(fact.findings()).hasSize(2);
    }

    @Test
    void refusesJobWhenAQueueHasNoTopics() {
        rig.submitDocument("job-1", Workflows.RETRY.replace("    tool:", "    queue: gpu\n    tool:"), "{}");
        rig.advance(Duration.ofSeconds(11));

        var fact = rejection();

        assertThat(fact.failure().code()).isEqualTo("UNKNOWN_QUEUE");
        assertThat(fact.failure().message()).contains("-D topics.queues=gpu");
    }

    @Test
    void refusesJobWhenItNamesNothingToRun() {
        rig.submit(rig.request("job-1", Optional.empty(), Optional.empty(), "{}"));

        assertThat(rejection().failure().message()).contains("either workflow or document");
    }

    @Test
    void refusesJobWhenACommandWouldNotFitARecord() {
        var big = "x".repeat(600_000);
        var document = Workflows.THREE.replace("\"echo {{ who }}\"", "\"{{ who }}\"\n      working_dir: \"{{ who }}\"");
        rig.submitDocument("job-1", document, "{\"who\":\"" + big + "\"}");

        assertThat(rejection().failure().code()).isEqualTo("RECORD_TOO_LARGE");
        assertThat(rig.deadLetters()).isEmpty();
    }

    @Test
    void refusesJobWhenCompilingHasABug() {
        rig.crafted.put(JobsRig.CRAFTED, text -> {
            throw new IllegalStateException("a bug for a test");
        });
        rig.submitDocument("job-1", JobsRig.CRAFTED, "{}");

        assertThat(rejection().failure().code()).isEqualTo("BUG");
        assertThat(rig.deadLetters()).hasSize(1);
    }

    private JobFact.JobRejected rejection() {
        var events = rig.events();
        assertThat(events).hasSize(1);
        return (JobFact.JobRejected) events.getFirst().fact();
    }
}
