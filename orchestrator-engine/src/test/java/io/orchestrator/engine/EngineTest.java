package io.orchestrator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.engine.Decision.Ignored;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.ResultDocument;
import io.orchestrator.model.StepStatus;
import io.orchestrator.model.Value;
import io.orchestrator.plan.OnFailure;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EngineTest {

    @Test
    void startsEveryStepThatWaitsForNothingWhenSubmitted() {
        var plan = new PlanBuilder()
                .step("a", "1")
                .step("b", "2")
                .step("c", "3", "a", "b")
                .build();

        var job = JobDriver.submitted(plan);

        assertThat(job.types()).containsExactly("job.accepted", "step.scheduled a", "step.scheduled b");
        assertThat(job.commands).hasSize(2);
    }

    @Test
    void startsAStepAsSoonAsItsOwnDependenciesEnd() {
        var plan = new PlanBuilder()
                .step("a", "1")
                .step("slow", "2")
                .step("c", "{{ a.result }}", "a")
                .build();
        var job = JobDriver.submitted(plan);

        job.complete("a", "from a");

        assertThat(job.sentText("c")).isEqualTo("from a");
        assertThat(job.step("slow").status()).isEqualTo(StepStatus.RUNNING);
    }

    @Test
    void waitsForAllDependenciesWhenJoining() {
        var plan = new PlanBuilder()
                .step("a", "1")
                .step("b", "2")
                .step("c", "3", "a", "b")
                .build();
        var job = JobDriver.submitted(plan);

        job.complete("a", "x");
        assertThat(job.commands).hasSize(2);

        job.complete("b", "y");
        assertThat(job.command("c").task().attempt()).isEqualTo(1);
    }

    @Test
    void endsWithOutputsWhenEveryStepHasEnded() {
        var plan = new PlanBuilder()
                .step("a", "1")
                .output("said", "{{ a.result }} for {{ who }}")
                .output("twice", "{{ outputs.said }}!")
                .build();
        var job = JobDriver.submitted(plan);

        job.complete("a", "hello");

        assertThat(job.root().status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(job.root().success()).isTrue();
        assertThat(job.root().outputs().get("said")).isEqualTo(Value.of("hello for Ada"));
        assertThat(job.root().outputs().get("twice")).isEqualTo(Value.of("hello for Ada!"));
    }

    @Test
    void ignoresTheSameRequestWhenTheJobExists() {
        var job = JobDriver.submitted(new PlanBuilder().step("a", "1").build());

        var again = job.submit();

        assertThat(again.ignored()).contains(Ignored.DUPLICATE_REQUEST);
        assertThat(again.events()).isEmpty();
        assertThat(again.effects()).isEmpty();
    }

    @Test
    void runsStepsThatNeedNoWorkerInTheSameDecision() {
        var plan = new PlanBuilder()
                .set("one", Map.of("x", Value.of("{{ who }}")))
                .set("two", Map.of("y", Value.of("{{ x }}!")), "one")
                .step("a", "{{ y }}", "two")
                .build();

        var job = JobDriver.submitted(plan);

        assertThat(job.types())
                .containsExactly(
                        "job.accepted",
                        "step.completed one",
                        "variable.changed x 1",
                        "step.completed two",
                        "variable.changed y 1",
                        "step.scheduled a");
        assertThat(job.sentText("a")).isEqualTo("Ada!");
    }

    @Test
    void skipsAStepAndGoesOnWhenItsConditionIsFalse() {
        var plan = new PlanBuilder()
                .step("a", "1")
                .condition("who == 'Grace'")
                .step("b", "{{ a.result | default('nothing') }}", "a")
                .build();

        var job = JobDriver.submitted(plan);

        assertThat(job.types()).containsExactly("job.accepted", "step.skipped a", "step.scheduled b");
        assertThat(job.sentText("b")).isEqualTo("nothing");
    }

    @Test
    void saysWhyWhenAConditionCannotBeEvaluated() {
        var plan = new PlanBuilder().step("a", "1").condition("nobody > 3").build();

        var job = JobDriver.submitted(plan);

        var skipped = (JobFact.StepSkipped) job.events.get(1).fact();
        assertThat(skipped.reason()).contains("nobody");
        assertThat(job.root().status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void skipsTheStepsBetweenWhenJumpingOnSuccess() {
        var plan = new PlanBuilder()
                .step("a", "1")
                .step("b", "2")
                .step("c", "3", "b")
                .step("d", "4", "c")
                .jumpOnSuccess("a", "d")
                .build();
        var job = JobDriver.submitted(plan);
        assertThat(job.commands).hasSize(1);

        job.complete("a", "x");

        assertThat(job.types().subList(2, job.events.size()))
                .containsExactly("step.completed a", "step.skipped b", "step.skipped c", "step.scheduled d");
    }

    @Test
    void takesTheOtherBranchWhenJumpingOnFalse() {
        var plan = new PlanBuilder()
                .step("gate", "1")
                .condition("false")
                .step("long", "2", "gate")
                .step("short", "3", "long")
                .jumpOnFalse("gate", "short")
                .build();

        var job = JobDriver.submitted(plan);

        assertThat(job.types())
                .containsExactly("job.accepted", "step.skipped gate", "step.skipped long", "step.scheduled short");
    }

    @Test
    void failsTheJobAndStopsTheOthersWhenAStepFails() {
        var plan = new PlanBuilder()
                .step("a", "1")
                .step("b", "2")
                .step("c", "3", "a")
                .build();
        var job = JobDriver.submitted(plan);

        job.fail("a", FailureKind.INVALID);

        assertThat(job.types().subList(3, job.types().size()))
                .containsExactly("step.failed a", "step.cancelled b", "job.failed");
        assertThat(job.interrupts).hasSize(1);
        assertThat(job.root().status()).isEqualTo(JobStatus.FAILED);
        assertThat(job.root().failedStep()).isEqualTo("a");
    }

    @Test
    void goesOnAndFailsInTheEndWhenTheFailureIsToContinue() {
        var plan = new PlanBuilder()
                .step("a", "1")
                .onFailure(new OnFailure.Continue())
                .step("b", "{{ a.error_type }}", "a")
                .output("x", "{{ b.result }}")
                .output("y", "{{ a.result.gone }}")
                .build();
        var job = JobDriver.submitted(plan);

        job.fail("a", FailureKind.INVALID);
        assertThat(job.sentText("b")).isEqualTo("ValidationError");
        job.complete("b", "done");

        assertThat(job.root().status()).isEqualTo(JobStatus.FAILED);
        assertThat(job.root().failure()).isNull();
        assertThat(job.root().outputs().entries()).containsOnlyKeys("x");
    }

    @Test
    void countsAFailureAsSkippedWhenThePolicyIsSkip() {
        var plan = new PlanBuilder()
                .step("a", "1")
                .onFailure(new OnFailure.Skip())
                .step("b", "2", "a")
                .build();
        var job = JobDriver.submitted(plan);

        job.fail("a", FailureKind.INVALID);
        job.complete("b", "done");

        assertThat(job.step("a").status()).isEqualTo(StepStatus.SKIPPED);
        assertThat(job.root().status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(job.root().success()).isTrue();
    }

    @Test
    void completesWhenAFailureIsHandledByAJump() {
        var plan = new PlanBuilder()
                .step("a", "1")
                .step("b", "2", "a")
                .step("rescue", "{{ a.error }}")
                .jumpOnFailure("a", "rescue")
                .build();
        // The rescue step reads the failed one.
        var withDependency = new PlanBuilder()
                .step("a", "1")
                .step("b", "2", "a")
                .step("rescue", "{{ a.error }}", "a")
                .jumpOnFailure("a", "rescue")
                .build();
        assertThat(plan.step(2).after()).containsExactly(0);
        var job = JobDriver.submitted(withDependency);

        job.fail("a", FailureKind.INVALID);
        assertThat(job.sentText("rescue")).isEqualTo("a failed");
        job.complete("rescue", "ok");

        assertThat(job.root().status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(job.step("b").status()).isEqualTo(StepStatus.SKIPPED);
    }

    @Test
    void completesWithoutSuccessWhenAToolReportsFailure() {
        var job = JobDriver.submitted(
                new PlanBuilder().step("a", "1").step("b", "2", "a").build());

        job.reportFailure("a");
        job.complete("b", "x");

        assertThat(job.step("a").status()).isEqualTo(StepStatus.COMPLETED);
        assertThat(job.root().status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(job.root().success()).isFalse();
    }

    @Test
    void failsTheStepBeforeAnyToolSeesItWhenATemplateIsUnresolved() {
        var plan = new PlanBuilder()
                .step("a", "1")
                .step("b", "{{ a.result.nope }}", "a")
                .build();
        var job = JobDriver.submitted(plan);

        job.complete("a", "x");

        assertThat(job.commands).hasSize(1);
        var failure = job.root().failure();
        assertThat(failure).isNotNull();
        assertThat(failure.kind()).isEqualTo(FailureKind.TEMPLATE);
        assertThat(failure.message()).contains("'b'").contains("nope");
    }

    @Test
    void seesOnlyDeclaredDependencies() {
        var plan = new PlanBuilder()
                .step("a", "1")
                .step("other", "2")
                .step("b", "{{ other.result }}", "a")
                .build();
        var job = JobDriver.submitted(plan);
        job.complete("other", "x");

        job.complete("a", "y");

        assertThat(job.root().status()).isEqualTo(JobStatus.FAILED);
    }

    @Test
    void stopsRunningStepsAndEmitsNoCommandAfterCancel() {
        var job = JobDriver.submitted(
                new PlanBuilder().step("a", "1").step("b", "2", "a").build());

        job.cancel();
        var late = job.complete("a", "x");

        assertThat(job.types().subList(2, job.events.size())).containsExactly("step.cancelled a", "job.cancelled");
        assertThat(job.interrupts).hasSize(1);
        assertThat(late.ignored()).contains(Ignored.JOB_ENDED);
        assertThat(job.commands).hasSize(1);
    }

    @Test
    void endsAJobOfABugWithItsCause() {
        var job = JobDriver.submitted(new PlanBuilder().step("a", "1").build());

        job.feed(new Input.Quarantine(
                JobDriver.JOB, Failure.of(FailureKind.INTERNAL, "BUG", "something is broken"), job.now));

        assertThat(job.root().status()).isEqualTo(JobStatus.FAILED);
        assertThat(job.root().failure()).isNotNull();
    }

    @Test
    void failsTheJobWhenAnOutputCannotBeResolved() {
        var job = JobDriver.submitted(new PlanBuilder()
                .step("a", "1")
                .output("x", "{{ a.result.nope }}")
                .build());

        job.complete("a", "text");

        assertThat(job.root().status()).isEqualTo(JobStatus.FAILED);
        var failure = job.root().failure();
        assertThat(failure).isNotNull();
        assertThat(failure.message()).startsWith("outputs.x:");
    }

    @Test
    void derivesTheSameCommandIdForTheSameAttempt() {
        var plan = new PlanBuilder().step("a", "1").build();

        var one = JobDriver.submitted(plan).command("a");
        var two = JobDriver.submitted(plan).command("a");

        assertThat(one).isEqualTo(two);
        assertThat(one.task().commandId()).hasSize(32).matches("[0-9a-f]+");
    }

    @Test
    void writesAsManyLeavesForAStepInALargeJobAsInASmallOne() {
        assertThat(leavesWritten(10)).isEqualTo(leavesWritten(2_000));
    }

    private static int leavesWritten(int steps) {
        var builder = new PlanBuilder().step("s0", "x");
        for (int i = 1; i < steps; i++) {
            builder.step("s" + i, "x", "s" + (i - 1));
        }
        var job = JobDriver.submitted(builder.build());
        job.complete("s0", "x");
        return job.complete("s1", "x").state().changes().steps().size();
    }

    @Test
    void printsTheResultDocumentFromTheEvents() {
        var plan = new PlanBuilder()
                .step("a", "1")
                .step("b", "2", "a")
                .onFailure(new OnFailure.Continue())
                .build();
        var job = JobDriver.submitted(plan);
        job.complete("a", "x");
        job.fail("b", FailureKind.TIMEOUT);

        var document = ResultDocument.from(job.events);

        assertThat(document.status()).isEqualTo(JobStatus.FAILED);
        assertThat(document.success()).isFalse();
        var steps = (Value.Dict) document.toValue().get("steps");
        assertThat(steps).isNotNull();
        var b = (Value.Dict) steps.get("b");
        assertThat(b).isNotNull();
        assertThat(b.get("timed_out")).isEqualTo(Value.Bool.TRUE);
        assertThat(b.get("error_type")).isEqualTo(Value.of("TimeoutError"));
    }
}
