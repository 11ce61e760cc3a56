package io.orchestrator.engine;

import static io.orchestrator.engine.SmallPlans.chain;
import static io.orchestrator.engine.SmallPlans.loop;
import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.engine.Decision.Ignored;
import io.orchestrator.model.ControlFact;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.JobControl;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.Priority;
import io.orchestrator.model.Value;
import io.orchestrator.model.Wish;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What clients want of a job: given a plan and what has happened, when a control comes, then what follows. */
class WishesTest {

    @Test
    void refusesWhatTheStateForbidsAndSaysWhy() {
        var job = JobDriver.submitted(chain());

        for (Wish wish : List.of(
                new Wish.Resume(),
                new Wish.Retry(3, 0),
                new Wish.Archive(),
                new Wish.Restore(7),
                new Wish.Rollback(1),
                new Wish.DropCheckpoint(1),
                new Wish.Rerun("nothing", Value.EMPTY),
                new Wish.SetVariable("no name", Value.of(1)))) {
            assertThat(job.wish(wish).ignored()).contains(Ignored.CONTROL_REFUSED);
            assertThat(job.events.getLast().fact()).isInstanceOf(ControlFact.Refused.class);
            var refused = (ControlFact.Refused) job.events.getLast().fact();
            assertThat(refused.wish()).isEqualTo(wish.word());
            assertThat(refused.why()).isNotBlank();
            assertThat(refused.by().actor()).isEqualTo("ada");
        }
        assertThat(job.root().status()).isEqualTo(JobStatus.RUNNING);
    }

    @Test
    void ignoresTheSameControlWhenItComesTwice() {
        var job = JobDriver.submitted(chain());
        var control = new JobControl("again", JobDriver.JOB, new Wish.Rerun("one", Value.EMPTY), "", "ada", job.now);

        job.feed(new Input.Control(control, job.now));
        var second = job.feed(new Input.Control(control, job.now));

        assertThat(second.ignored()).contains(Ignored.DUPLICATE_CONTROL);
        assertThat(job.root().epoch()).isEqualTo(1);
    }

    @Test
    void refusesAWishWhenSomethingElseHasHappenedMeanwhile() {
        var job = JobDriver.submitted(chain());
        var known = job.root().sequence();
        job.complete("one", "a");
        var control =
                new JobControl("c", JobDriver.JOB, new Wish.Pause(false), "", "ada", job.now, Optional.empty(), known);

        assertThat(job.feed(new Input.Control(control, job.now)).ignored()).contains(Ignored.CONTROL_REFUSED);
        assertThat(job.root().status()).isEqualTo(JobStatus.RUNNING);
    }

    @Test
    void goesOnWhereItFailedWhenItIsRetried() {
        var job = JobDriver.submitted(chain());
        job.complete("one", "a");
        job.fail("two", FailureKind.INVALID);
        assertThat(job.root().status()).isEqualTo(JobStatus.FAILED);

        job.wish(new Wish.Retry(1, 0));

        assertThat(job.root().status()).isEqualTo(JobStatus.RUNNING);
        assertThat(job.root().epoch()).isEqualTo(1);
        assertThat(job.command("two").task().attempt()).isEqualTo(2);
        assertThat(job.commands).hasSize(3);
        job.complete("two", "b");
        job.complete("three", "c");
        assertThat(job.root().status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(job.root().outputs()).isEqualTo(Value.of(Map.of("end", Value.of("c"))));
    }

    @Test
    void isRetriedAgainWithoutBeingAskedWhenItFailsAgain() {
        var job = JobDriver.submitted(chain());
        job.fail("one", FailureKind.INVALID);
        job.wish(new Wish.Retry(2, 5_000));
        job.fail("one", FailureKind.INVALID);

        assertThat(job.root().status()).isEqualTo(JobStatus.RETRYING);
        assertThat(job.root().epoch()).isEqualTo(2);
        assertThat(job.timers.getLast().dueAtMs()).isEqualTo(job.now + 5_000);
        assertThat(job.commands).hasSize(2);
        job.fire(job.timers.getLast());
        assertThat(job.command("one").task().attempt()).isEqualTo(3);
        job.fail("one", FailureKind.INVALID);

        assertThat(job.root().status()).isEqualTo(JobStatus.FAILED);
    }

    @Test
    void stopsNobodyWhoWasThroughWhenOneOfSeveralFailsAndTheJobIsRetried() {
        var job = JobDriver.submitted(loop(3));
        job.complete("loop[0].work", "r0");
        job.fail("loop[1].work", FailureKind.INVALID);
        assertThat(job.root().status()).isEqualTo(JobStatus.FAILED);
        var before = job.commands.size();

        job.wish(new Wish.Retry(1, 0));
        assertThat(job.commands.subList(before, job.commands.size()))
                .extracting(command -> command.task().step())
                .containsExactlyInAnyOrder("loop[1].work", "loop[2].work");
        job.complete("loop[1].work", "r1");
        job.complete("loop[2].work", "r2");

        assertThat(job.sentText("after")).isEqualTo("x");
    }

    @Test
    void sendsItsCommandsWithTheNewPriority() {
        var job = JobDriver.submitted(chain());
        job.wish(new Wish.SetPriority(Priority.HIGH));

        job.complete("one", "a");

        assertThat(job.command("two").priority()).isEqualTo(Priority.HIGH);
    }

    @Test
    void isKeptForTheRecordWhenItIsArchived() {
        var job = JobDriver.submitted(new PlanBuilder().step("one", "1").build());
        job.complete("one", "a");

        job.wish(new Wish.Archive());

        assertThat(job.root().status()).isEqualTo(JobStatus.ARCHIVED);
        assertThat(job.root().success()).isTrue();
        assertThat(job.events.getLast().epoch()).isEqualTo(1);
        assertThat(job.wish(new Wish.Rerun("one", Value.EMPTY)).ignored()).contains(Ignored.CONTROL_REFUSED);
    }

    @Test
    void leavesWhoWhenAndWhyInItsEvents() {
        var job = JobDriver.submitted(chain());

        job.wish(new Wish.SetPriority(Priority.LOW));

        var fact = (ControlFact.PriorityChanged) job.events.getLast().fact();
        assertThat(fact.by()).isEqualTo(new ControlFact.By("c1", "enough", "ada"));
        assertThat(job.events.getLast().atMs()).isEqualTo(job.now);
    }
}
