package io.orchestrator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.engine.Decision.Ignored;
import io.orchestrator.language.Template;
import io.orchestrator.language.ValueTemplate;
import io.orchestrator.model.ControlFact;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.JobControl;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.Priority;
import io.orchestrator.model.StepStatus;
import io.orchestrator.model.Value;
import io.orchestrator.model.Wish;
import io.orchestrator.plan.Plan;
import io.orchestrator.plan.StepAction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What clients want of a job: given a plan and what has happened, when a control comes, then what follows. */
class WishesTest {

    private static Plan chain() {
        return new PlanBuilder()
                .step("one", "1")
                .step("two", "{{ one.result }}", "one")
                .step("three", "{{ two.result }}", "two")
                .output("end", "{{ three.result }}")
                .build();
    }

    private static Plan loop(int maxParallel) {
        var items = Value.of(List.of(Value.of("a"), Value.of("b"), Value.of("c")));
        return new PlanBuilder()
                .forEach("loop", items, maxParallel, body -> body.step("work", "{{ item }}"))
                .step("after", "x", "loop")
                .build();
    }

    // ---- pause and resume

    @Test
    void beginsNothingWhileItIsPausedAndGoesOnWhenResumed() {
        var job = JobDriver.submitted(chain());
        job.wish(new Wish.Pause(false));

        job.complete("one", "a");
        assertThat(job.root().status()).isEqualTo(JobStatus.PAUSED);
        assertThat(job.step("one").status()).isEqualTo(StepStatus.COMPLETED);
        assertThat(job.commands).hasSize(1);

        job.wish(new Wish.Resume());
        assertThat(job.root().status()).isEqualTo(JobStatus.RUNNING);
        assertThat(job.sentText("two")).isEqualTo("a");
    }

    @Test
    void completesOnlyOnceResumedWhenItsLastStepEndsInThePause() {
        var job = JobDriver.submitted(new PlanBuilder().step("one", "1").build());
        job.wish(new Wish.Pause(false));

        job.complete("one", "a");
        assertThat(job.root().status()).isEqualTo(JobStatus.PAUSED);
        job.wish(new Wish.Resume());

        assertThat(job.root().status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void goesOnInsideALoopWhenResumed() {
        var job = JobDriver.submitted(loop(1));
        job.wish(new Wish.Pause(false));
        job.complete("loop[0].work", "r");
        assertThat(job.commands).hasSize(1);

        job.wish(new Wish.Resume());
        job.complete("loop[1].work", "r");
        job.complete("loop[2].work", "r");

        assertThat(job.sentText("after")).isEqualTo("x");
    }

    @Test
    void killsWhatRunsAndTriesItAnewWhenItIsPausedNow() {
        var job = JobDriver.submitted(chain());
        job.start("one");

        job.wish(new Wish.Pause(true));
        assertThat(job.interrupts).hasSize(1);
        assertThat(job.complete("one", "late").ignored()).contains(Ignored.STALE_ATTEMPT);
        job.wish(new Wish.Resume());
        job.fire(job.timers.getLast());

        assertThat(job.command("one").task().attempt()).isEqualTo(2);
        job.complete("one", "a");
        assertThat(job.sentText("two")).isEqualTo("a");
    }

    @Test
    void keepsAnEarlierRetryForAfterThePause() {
        var job = JobDriver.submitted(new PlanBuilder()
                .step("one", "1")
                .retry(new io.orchestrator.plan.RetryPolicy(
                        3, 100, 2, 1_000, 0, java.util.Set.of(), java.util.Set.of()))
                .build());
        job.fail("one", FailureKind.TIMEOUT);
        job.wish(new Wish.Pause(false));
        job.fire(job.timers.getFirst());
        assertThat(job.commands).hasSize(1);

        job.wish(new Wish.Resume());
        job.fire(job.timers.getLast());

        assertThat(job.command("one").task().attempt()).isEqualTo(2);
    }

    @Test
    void undoesNothingBeforeItIsResumedButACancelEndsThePause() {
        var job = JobDriver.submitted(new PlanBuilder()
                .step("one", "1")
                .compensation(body -> body.step("undo", "u"))
                .step("two", "2", "one")
                .build());
        job.complete("one", "a");
        job.wish(new Wish.Pause(false));
        assertThat(job.commands).hasSize(2);

        job.cancel();

        assertThat(job.root().status()).isEqualTo(JobStatus.RUNNING);
        assertThat(job.commands).hasSize(3);
        job.complete(job.commands.getLast().task().step(), "undone");
        assertThat(job.root().status()).isEqualTo(JobStatus.CANCELLED);
    }

    @Test
    void tellsTheJobsItWaitsForWhenItIsPausedAndResumed() {
        var call = new StepAction.CallWorkflow(
                new StepAction.Named(Template.parse("report")),
                ValueTemplate.EMPTY,
                Value.EMPTY,
                java.util.Set.of(),
                true);
        var job = JobDriver.submitted(new PlanBuilder().action("sub", call).build());

        job.wish(new Wish.Pause(true));
        job.wish(new Wish.Resume());

        assertThat(job.cancels).extracting(JobControl::wish).containsExactly(new Wish.Pause(true), new Wish.Resume());
        assertThat(job.cancels)
                .extracting(JobControl::jobId)
                .containsOnly(job.children.getFirst().jobId());
    }

    // ---- refused, twice, out of date

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

    // ---- retry

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

    // ---- checkpoints

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

    // ---- rerun

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

    // ---- the rest

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

    // ---- signals

    private static StepAction.Signal signal(String name, Optional<String> timeout, Optional<Value> fallback) {
        return new StepAction.Signal(
                Template.parse(name),
                Template.parse("{{ who }}"),
                ValueTemplate.of(Value.of(Map.of("title", Value.of("for {{ who }}")))),
                timeout.map(text -> ValueTemplate.of(Value.of(text))),
                fallback.map(ValueTemplate::of));
    }

    private static JobDriver waiting(Optional<String> timeout, Optional<Value> fallback) {
        return JobDriver.submitted(new PlanBuilder()
                .action("ask", signal("go", timeout, fallback))
                .step("after", "{{ ask.result }}", "ask")
                .build());
    }

    @Test
    void goesOnWithWhatTheSignalBrings() {
        var job = waiting(Optional.empty(), Optional.empty());
        job.wish(new Wish.Signal("go", "Bob", Value.of("another's")));
        assertThat(job.commands).isEmpty();

        job.wish(new Wish.Signal("go", "Ada", Value.of("yes")));

        assertThat(job.sentText("after")).isEqualTo("yes");
    }

    @Test
    void keepsASignalThatComesEarly() {
        var job = JobDriver.submitted(new PlanBuilder()
                .step("first", "1")
                .action("ask", signal("go", Optional.empty(), Optional.empty()), "first")
                .step("after", "{{ ask.result }}", "ask")
                .build());
        job.wish(new Wish.Signal("go", "Ada", Value.of("early")));
        job.wish(new Wish.Signal("go", "Ada", Value.of("second")));

        job.complete("first", "x");

        assertThat(job.sentText("after")).isEqualTo("early");
        assertThat(job.state().draft().signals().early()).hasSize(1);
    }

    @Test
    void goesOnWithItsDefaultWhenNoSignalComesInTime() {
        var job = waiting(Optional.of("10s"), Optional.of(Value.of("nobody")));

        job.fire(job.timers.getLast());

        assertThat(job.sentText("after")).isEqualTo("nobody");
        assertThat(job.state().draft().signals().awaited()).isEmpty();
    }

    @Test
    void failsWhenNoSignalComesInTimeAndThereIsNoDefault() {
        var job = waiting(Optional.of("10s"), Optional.empty());

        job.fire(job.timers.getLast());

        assertThat(job.failure().code()).isEqualTo("SIGNAL_TIMEOUT");
    }

    @Test
    void waitsForNoSignalOnceItHasEnded() {
        var job = waiting(Optional.empty(), Optional.empty());

        job.cancel();

        assertThat(job.state().draft().signals().awaited()).isEmpty();
        assertThat(job.events).extracting(event -> event.fact().type()).contains("signal.taken");
    }

    @Test
    void stillWaitsForItsSignalWhenACheckpointIsRestored() {
        var job = waiting(Optional.of("1h"), Optional.empty());
        job.wish(new Wish.MakeCheckpoint(""));
        job.wish(new Wish.Signal("go", "Ada", Value.of("first")));
        var timers = job.timers.size();

        job.wish(new Wish.Restore(1));
        assertThat(job.timers.subList(timers, job.timers.size()))
                .extracting(JobTimer::epoch)
                .containsExactly(1);
        job.wish(new Wish.Signal("go", "Ada", Value.of("second")));

        assertThat(job.sentText("after")).isEqualTo("second");
        assertThat(job.events.stream().map(event -> event.fact()).filter(JobFact.StepCompleted.class::isInstance))
                .hasSize(2);
    }
}
