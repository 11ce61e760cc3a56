package io.orchestrator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.language.Template;
import io.orchestrator.language.ValueTemplate;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.StepStatus;
import io.orchestrator.model.Value;
import io.orchestrator.plan.StepAction;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Waits, time limits, jumps, ends and events: given a plan, when results come in, then what follows. */
class ControlTest {

    private static final Value ABC = Value.of(List.of(Value.of("a"), Value.of("b"), Value.of("c")));

    @Test
    void waitsForItsTimeWhenAStepSaysSo() {
        var wait = new StepAction.Wait(ValueTemplate.of(Value.of("10m")), StepAction.Wait.Kind.FOR);
        var job = JobDriver.submitted(new PlanBuilder()
                .action("pause", wait)
                .step("after", "x", "pause")
                .build());

        assertThat(job.step("pause").status()).isEqualTo(StepStatus.RUNNING);
        assertThat(job.timers.getLast().dueAtMs()).isEqualTo(job.now + 600_000);
        job.fire(job.timers.getLast());

        assertThat(job.sentText("after")).isEqualTo("x");
    }

    @Test
    void failsTheStepWhenItsBlockTakesTooLong() {
        var job = JobDriver.submitted(new PlanBuilder()
                .forEach("loop", ABC, 2, body -> body.step("work", "x"))
                .timeout(5_000)
                .build());

        job.fire(job.timers.getFirst());

        assertThat(job.failure().code()).isEqualTo("STEP_TIMEOUT");
        assertThat(job.step("loop[0].work").status()).isEqualTo(StepStatus.CANCELLED);
    }

    @Test
    void failsTheJobWhenItTakesTooLong() {
        var job = JobDriver.submitted(
                new PlanBuilder().step("slow", "x").jobTimeout(60_000).build());

        job.fire(job.timers.getFirst());

        assertThat(job.failure().code()).isEqualTo("JOB_TIMEOUT");
        assertThat(job.types()).endsWith("step.cancelled slow", "job.failed");
    }

    @Test
    void goesBackWhenAGotoLeadsThere() {
        var job = JobDriver.submitted(new PlanBuilder()
                .step("draft", "{{ attempt }}")
                .step("review", "r", "draft")
                .goTo("{{ 'draft' if review.result == 'bad' else '' }}", 5)
                .step("file", "{{ draft.result }}", "review", "draft")
                .build());
        job.complete("draft", "one");
        job.complete("review", "bad");

        assertThat(job.step("file").status()).isEqualTo(StepStatus.PENDING);
        job.complete("draft", "two");
        job.complete("review", "good");

        assertThat(job.sentText("file")).isEqualTo("two");
        job.complete("file", "x");
        assertThat(job.root().status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(job.step("draft").attempt()).isEqualTo(2);
    }

    @Test
    void failsWhenAGotoLeadsBackTooOften() {
        var job = JobDriver.submitted(new PlanBuilder()
                .step("one", "1")
                .step("two", "2", "one")
                .goTo("one", 1)
                .build());
        job.complete("one", "x");
        job.complete("two", "x");
        job.complete("one", "x");

        job.complete("two", "x");

        assertThat(job.failure().code()).isEqualTo("MAX_ITERATIONS");
    }

    @Test
    void skipsTheStepsBetweenWhenAGotoLeadsForward() {
        var job = JobDriver.submitted(new PlanBuilder()
                .step("one", "1")
                .goTo("three", 5)
                .step("two", "2", "one")
                .step("three", "3", "one")
                .build());

        job.complete("one", "x");

        assertThat(job.step("two").status()).isEqualTo(StepStatus.SKIPPED);
        assertThat(job.sentText("three")).isEqualTo("3");
    }

    @Test
    void endsTheJobWhenAStepSaysSo() {
        var end = new StepAction.End(false, Template.parse("no {{ who }}"), ValueTemplate.of(Value.of(Map.of())));
        var job = JobDriver.submitted(
                new PlanBuilder().step("other", "x").action("stop", end).build());

        assertThat(job.root().status()).isEqualTo(JobStatus.FAILED);
        assertThat(job.failure().message()).isEqualTo("no Ada");
        assertThat(job.step("other").status()).isEqualTo(StepStatus.CANCELLED);
    }

    @Test
    void tellsItsReadersWhenAStepEmits() {
        var emit = new StepAction.Emit(
                Template.parse("greeted"), ValueTemplate.of(Value.of(Map.of("who", Value.of("{{ who }}")))));
        var job = JobDriver.submitted(new PlanBuilder().action("say", emit).build());

        assertThat(job.types()).contains("job.emitted greeted");
    }
}
