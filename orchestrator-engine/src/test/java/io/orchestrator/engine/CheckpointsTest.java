package io.orchestrator.engine;

import static io.orchestrator.engine.SmallPlans.chain;
import static io.orchestrator.engine.SmallPlans.loop;
import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.engine.Decision.Ignored;
import io.orchestrator.model.ControlFact;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.StepStatus;
import io.orchestrator.model.Value;
import io.orchestrator.model.Wish;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Back to a checkpoint, and steps that run again: what is as it was then, and what is done anew. */
class CheckpointsTest {

    @Test
    void givesTheSameVariablesWhenACheckpointIsRestored() {
        var job = JobDriver.submitted(new PlanBuilder()
                .step("one", "1")
                .set("keep", Map.of("v", Value.of("{{ one.result }}")), "one")
                .step("two", "{{ v }}", "keep")
                .step("three", "{{ v }}{{ two.result }}", "two", "keep")
                .build());
        job.complete("one", "a");
        job.wish(new Wish.MakeCheckpoint("here"));
        var variables = job.state().draft().variable(new VariablePath(io.orchestrator.plan.FramePath.ROOT, "v"));
        job.wish(new Wish.SetVariable("v", Value.of("other")));
        job.complete("two", "b");
        assertThat(job.sentText("three")).isEqualTo("otherb");

        job.wish(new Wish.Restore(1));

        assertThat(job.state().draft().variable(new VariablePath(io.orchestrator.plan.FramePath.ROOT, "v")))
                .isEqualTo(variables);
        assertThat(job.step("two").status()).isEqualTo(StepStatus.RUNNING);
        assertThat(job.step("two").attempt()).isEqualTo(2);
        assertThat(job.step("three").status()).isEqualTo(StepStatus.PENDING);
        job.complete("two", "c");
        assertThat(job.sentText("three")).isEqualTo("ac");
    }

    @Test
    void restoresBeforeAndAfterAnEarlierRestore() {
        var job = JobDriver.submitted(chain());
        job.wish(new Wish.MakeCheckpoint("start"));
        job.complete("one", "a");
        job.wish(new Wish.MakeCheckpoint("one is done"));
        job.complete("two", "b");
        job.wish(new Wish.Restore(1));
        job.complete("one", "A");
        assertThat(job.sentText("two")).isEqualTo("A");

        job.wish(new Wish.Restore(2));

        assertThat(job.sentText("two")).isEqualTo("a");
        assertThat(job.root().epoch()).isEqualTo(2);
        job.complete("two", "b");
        job.complete("three", "c");
        assertThat(job.root().status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void goesBackToTheLastCheckpointBeforeTheEvent() {
        var job = JobDriver.submitted(chain());
        job.wish(new Wish.MakeCheckpoint("start"));
        job.complete("one", "a");
        var event = job.root().sequence();
        job.complete("two", "b");

        job.wish(new Wish.Rollback(event));

        assertThat(job.step("one").status()).isEqualTo(StepStatus.RUNNING);
        assertThat(job.step("two").status()).isEqualTo(StepStatus.PENDING);
    }

    @Test
    void restoresACompletedJob() {
        var job = JobDriver.submitted(chain());
        job.complete("one", "a");
        job.wish(new Wish.MakeCheckpoint(""));
        job.complete("two", "b");
        job.complete("three", "c");
        assertThat(job.root().status()).isEqualTo(JobStatus.COMPLETED);

        job.wish(new Wish.Restore(1));

        assertThat(job.root().status()).isEqualTo(JobStatus.RUNNING);
        assertThat(job.command("two").task().attempt()).isEqualTo(2);
    }

    @Test
    void keepsTheLastTenAndFewerOnceItHasEnded() {
        var job = JobDriver.submitted(chain());
        for (int i = 0; i < 15; i++) {
            job.wish(new Wish.Pause(false));
            job.wish(new Wish.Resume());
        }
        assertThat(job.checkpoints())
                .extracting(Checkpoint::number)
                .containsExactly(6, 7, 8, 9, 10, 11, 12, 13, 14, 15);

        job.wish(new Wish.DropCheckpoint(7));
        assertThat(job.checkpoints()).hasSize(9);
        job.cancel();

        assertThat(job.checkpoints()).extracting(Checkpoint::number).containsExactly(11, 12, 13, 14, 15);
    }

    @Test
    void makesACheckpointWhenMuchHasHappened() {
        var items = Value.of(java.util.Collections.nCopies(600, Value.of("i")));
        var job = JobDriver.submitted(new PlanBuilder()
                .forEach("loop", items, 1, body -> body.step("work", "{{ index }}"))
                .build());
        for (int i = 0; i < 600; i++) {
            job.complete("loop[" + i + "].work", "r");
        }

        assertThat(job.root().status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(job.checkpoints()).hasSizeBetween(1, 3).allMatch(one -> one.cause() == ControlFact.Cause.COUNT);
    }

    @Test
    void runsTheStepAndAllThatDependsOnItAgain() {
        var job = JobDriver.submitted(new PlanBuilder()
                .step("one", "{{ who }}")
                .step("side", "s")
                .step("two", "{{ one.result }}", "one")
                .output("end", "{{ two.result }}{{ side.result }}")
                .build());
        job.complete("side", "S");
        job.complete("one", "a");
        job.complete("two", "b");
        assertThat(job.root().status()).isEqualTo(JobStatus.COMPLETED);

        job.wish(new Wish.Rerun("one", Value.of(Map.of("who", Value.of("Bob")))));

        assertThat(job.root().status()).isEqualTo(JobStatus.RUNNING);
        assertThat(job.sentText("one")).isEqualTo("Bob");
        assertThat(job.step("side").status()).isEqualTo(StepStatus.COMPLETED);
        job.complete("one", "A");
        assertThat(job.sentText("two")).isEqualTo("A");
        job.complete("two", "B");
        assertThat(job.root().outputs()).isEqualTo(Value.of(Map.of("end", Value.of("BS"))));
    }

    @Test
    void runsALoopAgainAsAWhole() {
        var job = JobDriver.submitted(loop(2));
        for (int i = 0; i < 3; i++) {
            job.complete("loop[" + i + "].work", "r" + i);
        }
        job.complete("after", "x");
        assertThat(job.root().status()).isEqualTo(JobStatus.COMPLETED);
        var before = job.commands.size();

        job.wish(new Wish.Rerun("loop", Value.EMPTY));
        while (job.root().status() == JobStatus.RUNNING && job.commands.size() > before) {
            var command = job.commands.get(before++);
            job.result(command, JobDriver.done(Value.of("again"), Value.Bool.TRUE));
        }

        assertThat(job.root().status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(job.commands).hasSize(8);
    }

    @Test
    void leavesNoTaskOfTheEpochBeforeWhenItRunsAgain() {
        var job = JobDriver.submitted(chain());
        job.complete("one", "a");
        var old = job.command("two");

        job.wish(new Wish.Rerun("one", Value.EMPTY));

        assertThat(job.interrupts).hasSize(1);
        assertThat(job.result(old, JobDriver.done(Value.of("late"), Value.Bool.TRUE))
                        .ignored())
                .contains(Ignored.STALE_EPOCH);
        assertThat(job.command("one").task().epoch()).isEqualTo(1);
    }
}
