package io.orchestrator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.model.FailureKind;
import io.orchestrator.model.Value;
import io.orchestrator.plan.OnFailure;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a step's name gives beside the fields of its envelope and of its result. */
class EnvelopesTest {

    private static JobDriver completed(Map<String, Value> result) {
        var job = JobDriver.submitted(new PlanBuilder()
                .step("a", "x")
                .step("b", "{{ a.status }} {{ a.filepath | default('none') }}", "a")
                .build());
        job.result("a", JobDriver.done(Value.of(result), Value.Bool.TRUE));
        return job;
    }

    @Test
    void namesThePathOfAFileAsPipelinesDoWhenResultHasOne() {
        assertThat(completed(Map.of("path", Value.of("a.txt"))).sentText("b")).isEqualTo("completed a.txt");
        assertThat(completed(Map.of("stdout", Value.of("a.txt"))).sentText("b")).isEqualTo("completed none");
    }

    @Test
    void leavesTheResultsOwnFieldsWhenTheyHaveTheSameNames() {
        var job = completed(Map.of("path", Value.of("a.txt"), "filepath", Value.of("b.txt"), "status", Value.of(404)));

        assertThat(job.sentText("b")).isEqualTo("404 b.txt");
    }

    @Test
    void saysThatAStepFailedWhenItMay() {
        var job = JobDriver.submitted(new PlanBuilder()
                .step("a", "x")
                .onFailure(new OnFailure.Continue())
                .step("b", "{{ a.status }}", "a")
                .build());

        job.fail("a", FailureKind.INVALID);

        assertThat(job.sentText("b")).isEqualTo("failed");
    }

    @Test
    void saysThatAStepWasSkippedAlthoughItHasNoValue() {
        var job = JobDriver.submitted(new PlanBuilder()
                .step("a", "x")
                .condition("false")
                .step(
                        "b",
                        "{{ a.status }} {{ a is defined }} {{ a.status.x is defined }} {{ a.result.status is defined }}",
                        "a")
                .build());

        assertThat(job.sentText("b")).isEqualTo("skipped False False False");
    }
}
