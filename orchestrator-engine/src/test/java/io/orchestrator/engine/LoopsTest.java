package io.orchestrator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.model.FailureKind;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.StepStatus;
import io.orchestrator.model.Value;
import io.orchestrator.plan.OnFailure;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Loops: given a plan, when results come in, then commands and events. */
class LoopsTest {

    private static final Value ABC = Value.of(List.of(Value.of("a"), Value.of("b"), Value.of("c")));

    @Test
    void runsTheBodyOnceAnItemWhenTheLoopIsSequential() {
        var job = JobDriver.submitted(new PlanBuilder()
                .forEach("loop", ABC, 1, body -> body.step("work", "{{ item }}{{ index }}"))
                .step("after", "{{ loop.iterations }}{{ loop.results[1].result }}", "loop")
                .build());

        assertThat(job.sentText("loop[0].work")).isEqualTo("a0");
        assertThat(job.commands).hasSize(1);
        job.complete("loop[0].work", "A");
        assertThat(job.sentText("loop[1].work")).isEqualTo("b1");
        job.complete("loop[1].work", "B");
        job.complete("loop[2].work", "C");

        assertThat(job.step("loop").status()).isEqualTo(StepStatus.COMPLETED);
        assertThat(job.sentText("after")).isEqualTo("3B");
    }

    @Test
    void opensNoMoreFramesThanMayRunWhenTheLoopIsParallel() {
        var job = JobDriver.submitted(new PlanBuilder()
                .forEach("loop", ABC, 2, body -> body.step("work", "{{ $item }}"))
                .build());

        assertThat(job.commands)
                .extracting(command -> command.task().step())
                .containsExactly("loop[0].work", "loop[1].work");
        job.complete("loop[1].work", "x");

        assertThat(job.commands).hasSize(3);
        assertThat(job.step("loop").frames().open()).containsExactly(0, 2);
    }

    @Test
    void showsLoopNamesWhenTheBodyAsksForThem() {
        var job = JobDriver.submitted(new PlanBuilder()
                .forEach(
                        "loop",
                        ABC,
                        3,
                        body -> body.step(
                                "work",
                                "{{ position }}/{{ length }} {{ is_first }} {{ is_last }} {{ remaining }} {{ loop.item }}"
                                        + " {{ items | join('') }}"))
                .build());

        assertThat(job.sentText("loop[0].work")).isEqualTo("1/3 True False 2 a abc");
        assertThat(job.sentText("loop[2].work")).isEqualTo("3/3 False True 0 c abc");
    }

    @Test
    void keepsIterationsApartWhenTheyRunAtTheSameTime() {
        var job = JobDriver.submitted(new PlanBuilder()
                .forEach(
                        "loop",
                        ABC,
                        3,
                        body -> body.step("first", "{{ item }}")
                                .step("second", "{{ first.result }}-{{ item }}", "first"))
                .build());

        job.complete("loop[2].first", "C");
        job.complete("loop[0].first", "A");

        assertThat(job.sentText("loop[2].second")).isEqualTo("C-c");
        assertThat(job.sentText("loop[0].second")).isEqualTo("A-a");
    }

    @Test
    void completesAtOnceWhenThereIsNothingToLoopOver() {
        var job = JobDriver.submitted(new PlanBuilder()
                .forEach("loop", new Value.Array(List.of()), 1, body -> body.step("work", "x"))
                .build());

        assertThat(job.root().status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(job.commands).isEmpty();
    }

    @Test
    void nestsLoopsWhenABodyHoldsAnother() {
        var pairs = Value.of(List.of(ABC, Value.of(List.of(Value.of("z")))));
        var job = JobDriver.submitted(new PlanBuilder()
                .forEach(
                        "outer",
                        pairs,
                        1,
                        outer -> outer.forEach(
                                "inner", "${item}", 5, inner -> inner.step("work", "{{ outer.index }}{{ item }}")))
                .build());

        assertThat(job.sentText("outer[0].inner[2].work")).isEqualTo("0c");
        IntStream.range(0, 3).forEach(i -> job.complete("outer[0].inner[" + i + "].work", "x"));

        assertThat(job.sentText("outer[1].inner[0].work")).isEqualTo("1z");
        job.complete("outer[1].inner[0].work", "x");
        assertThat(job.root().status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void failsTheLoopAndStopsItsOtherIterationsWhenAStepInsideFails() {
        var job = JobDriver.submitted(new PlanBuilder()
                .forEach("loop", ABC, 2, body -> body.step("work", "{{ item }}"))
                .build());

        job.fail("loop[0].work", FailureKind.INVALID);

        assertThat(job.root().status()).isEqualTo(JobStatus.FAILED);
        assertThat(job.step("loop").status()).isEqualTo(StepStatus.FAILED);
        assertThat(job.step("loop[1].work").status()).isEqualTo(StepStatus.CANCELLED);
        assertThat(job.interrupts).isNotEmpty();
    }

    @Test
    void goesOnUnsuccessfullyWhenAStepInsideMayFail() {
        var job = JobDriver.submitted(new PlanBuilder()
                .forEach("loop", ABC, 3, body -> body.step("work", "{{ item }}").onFailure(new OnFailure.Continue()))
                .step("after", "{% for r in loop.results if r.success %}{{ r.result }}{% endfor %}", "loop")
                .build());

        job.complete("loop[0].work", "A");
        job.fail("loop[1].work", FailureKind.INVALID);
        job.complete("loop[2].work", "C");
        assertThat(job.sentText("after")).isEqualTo("AC");
        job.complete("after", "x");

        assertThat(job.root().status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(job.root().success()).isFalse();
    }

    @Test
    void ignoresAResultWhenItsIterationWasStopped() {
        var job = JobDriver.submitted(new PlanBuilder()
                .forEach("loop", ABC, 2, body -> body.step("work", "{{ item }}"))
                .onFailure(new OnFailure.Continue())
                .step("other", "x")
                .build());
        job.fail("loop[0].work", FailureKind.INVALID);

        var decision = job.complete("loop[1].work", "late");

        assertThat(decision.ignored()).contains(Decision.Ignored.STALE_ATTEMPT);
    }

    @Test
    void repeatsWhileTheConditionHoldsWhenTheLoopHasOne() {
        var job = JobDriver.submitted(new PlanBuilder()
                .loop("loop", "iteration < 3", "", 10, body -> body.step("work", "{{ iteration }}"))
                .build());

        job.complete("loop[0].work", "x");
        job.complete("loop[1].work", "x");
        assertThat(job.sentText("loop[2].work")).isEqualTo("2");
        job.complete("loop[2].work", "x");

        assertThat(job.root().status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void endsTheLoopWhenUntilHoldsOnItsLastIteration() {
        var job = JobDriver.submitted(new PlanBuilder()
                .loop(
                        "loop",
                        "",
                        "work.result == 'good'",
                        10,
                        body -> body.step("work", "{{ loop_state.work.result | default('none') }}"))
                .step("after", "{{ loop.terminated_by }} {{ loop.iterations }}", "loop")
                .build());

        assertThat(job.sentText("loop[0].work")).isEqualTo("none");
        job.complete("loop[0].work", "bad");
        assertThat(job.sentText("loop[1].work")).isEqualTo("bad");
        job.complete("loop[1].work", "good");

        assertThat(job.sentText("after")).isEqualTo("condition 2");
    }

    @Test
    void stopsAtTheBoundWhenTheConditionAlwaysHolds() {
        var job = JobDriver.submitted(new PlanBuilder()
                .loop("loop", "true", "", 2, body -> body.set("count", Map.of("n", Value.of("${iteration}"))))
                .output("why", "{{ loop.terminated_by }}")
                .build());

        assertThat(job.root().outputs().get("why")).isEqualTo(Value.of("max_iterations"));
    }

    @Test
    void pausesInDecisionsOfBoundedSizeWhenManyIterationsNeedNoWorker() {
        var many = Value.of(IntStream.range(0, 2_000).<Value>mapToObj(Value::of).toList());
        var job = JobDriver.submitted(new PlanBuilder()
                .forEach("loop", many, 1, body -> body.set("one", Map.of("n", Value.of("${item}"))))
                .output("last", "{{ loop.results[1999].n }}")
                .build());

        var decisions = 1;
        while (!job.root().status().terminal() && decisions < 100) {
            var before = job.events.size();
            job.fire(job.timers.getLast());
            assertThat(job.events.size() - before).isLessThan(700);
            decisions++;
        }

        assertThat(job.root().outputs().get("last")).isEqualTo(Value.of("1999"));
        assertThat(decisions).isGreaterThan(5);
    }

    @Test
    void writesAsMuchForAStepOfALongLoopAsOfAShortOne() {
        assertThat(changedByOneIteration(10_000)).isEqualTo(changedByOneIteration(10));
    }

    private static int changedByOneIteration(int items) {
        var many = Value.of(IntStream.range(0, items).<Value>mapToObj(Value::of).toList());
        var job = JobDriver.submitted(new PlanBuilder()
                .forEach("loop", many, 4, body -> body.step("work", "{{ item }}"))
                .build());
        var changes = job.complete("loop[2].work", "x").state().changes();
        return changes.steps().size()
                + changes.frames().size()
                + changes.items().size();
    }
}
