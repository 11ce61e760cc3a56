package io.orchestrator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.language.Template;
import io.orchestrator.language.ValueTemplate;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.SealedText;
import io.orchestrator.model.SignalWait;
import io.orchestrator.model.Value;
import io.orchestrator.model.Wish;
import io.orchestrator.plan.Plan;
import io.orchestrator.plan.StepAction;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who is told of steps that wait for signals that name no job. {@link JobDriver} holds what is told against who waits. */
class CorrelationsTest {

    private static StepAction.Signal signal(String key, Optional<String> timeout) {
        return new StepAction.Signal(
                Template.parse("paid"),
                Template.parse(key),
                true,
                ValueTemplate.EMPTY,
                timeout.map(text -> ValueTemplate.of(Value.of(text))),
                Optional.of(ValueTemplate.of(Value.of("nobody"))));
    }

    private static Plan asking(String key, Optional<String> timeout) {
        return new PlanBuilder()
                .action("ask", signal(key, timeout))
                .step("after", "{{ ask.result }}", "ask")
                .build();
    }

    private static void assertBegunAndOver(JobDriver job) {
        assertThat(job.waits).hasSize(2);
        assertThat(job.waits.getLast()).isEqualTo(job.waits.getFirst().ended());
    }

    @Test
    void tellsWhenAStepBeginsToWait() {
        var job = JobDriver.submitted(asking("order-{{ who }}", Optional.empty()));

        assertThat(job.waits).singleElement().satisfies(wait -> {
            assertThat(wait.name()).isEqualTo("paid");
            assertThat(wait.key()).isEqualTo("order-Ada");
            assertThat(wait.jobId()).isEqualTo(JobDriver.JOB);
            assertThat(wait.workflow()).isEqualTo(job.plan.id());
            assertThat(wait.over()).isFalse();
        });
    }

    @Test
    void tellsWhenItHasWhatItWaitedFor() {
        var job = JobDriver.submitted(asking("4711", Optional.empty()));

        job.wish(new Wish.Signal("paid", "4711", Value.of("yes")));

        assertBegunAndOver(job);
        assertThat(job.sentText("after")).isEqualTo("yes");
    }

    @Test
    void tellsWhenItHasWaitedLongEnough() {
        var job = JobDriver.submitted(asking("4711", Optional.of("10s")));

        job.fire(job.timers.getLast());

        assertBegunAndOver(job);
    }

    @Test
    void tellsWhenItsJobIsCancelled() {
        var job = JobDriver.submitted(asking("4711", Optional.empty()));

        job.cancel();

        assertBegunAndOver(job);
    }

    @Test
    void goesOnWaitingWhenItsJobIsPaused() {
        var job = JobDriver.submitted(asking("4711", Optional.empty()));

        job.wish(new Wish.Pause(false));
        var paused = job.waits.size();
        job.wish(new Wish.Signal("paid", "4711", Value.of("yes")));
        job.wish(new Wish.Resume());

        assertThat(paused).isEqualTo(1);
        assertBegunAndOver(job);
        assertThat(job.sentText("after")).isEqualTo("yes");
    }

    @Test
    void tellsWhenItsJobCannotGoOn() {
        var job = JobDriver.submitted(asking("4711", Optional.empty()));

        job.quarantine(Failure.of(FailureKind.INTERNAL, "BUG", "a bug"));

        assertBegunAndOver(job);
    }

    @Test
    void tellsThatItWaitsAgainWhenTheJobGoesBackToACheckpoint() {
        var job = JobDriver.submitted(asking("4711", Optional.empty()));
        job.wish(new Wish.MakeCheckpoint("before"));
        job.wish(new Wish.Signal("paid", "4711", Value.of("yes")));

        job.wish(new Wish.Restore(job.checkpoints().getFirst().number()));

        assertThat(job.waits).hasSize(3);
        assertThat(job.waits.getLast()).isEqualTo(job.waits.getFirst());
    }

    @Test
    void tellsAgainThatItWaitsWhenItRefusesWhatWasBrought() {
        var prompt = Value.of(Map.of("kind", Value.of(StepAction.Signal.APPROVAL)));
        var asked = new StepAction.Signal(
                Template.parse("paid"),
                Template.parse("4711"),
                true,
                ValueTemplate.of(prompt),
                Optional.empty(),
                Optional.empty());
        var job = JobDriver.submitted(new PlanBuilder().action("ask", asked).build());

        job.wish(new Wish.Signal("paid", "4711", Value.of("perhaps")));
        var told = job.again.size();
        job.brought(new Wish.Signal("paid", "4711", Value.of("perhaps")));
        job.brought(new Wish.Signal("paid", "4711", Value.Bool.TRUE));

        assertThat(told).isZero();
        assertThat(job.again).containsExactly(job.waits.getFirst());
        assertBegunAndOver(job);
    }

    @Test
    void tellsAgainWhichOtherStepsWaitForTheSame() {
        var job = JobDriver.submitted(new PlanBuilder()
                .action("one", signal("4711", Optional.empty()))
                .action("two", signal("4711", Optional.empty()))
                .build());

        job.brought(new Wish.Signal("paid", "4711", Value.of("yes")));

        assertThat(job.waits).extracting(SignalWait::over).containsExactly(false, false, true);
        assertThat(job.again).containsExactly(job.waits.get(1));
    }

    @Test
    void tellsNobodyWhenTheStepWaitsForItsOwnJobsSignals() {
        var own = new StepAction.Signal(
                Template.parse("paid"),
                Template.parse("4711"),
                false,
                ValueTemplate.EMPTY,
                Optional.empty(),
                Optional.empty());
        var job = JobDriver.submitted(new PlanBuilder().action("ask", own).build());

        job.wish(new Wish.Signal("paid", "4711", Value.of("yes")));

        assertThat(job.waits).isEmpty();
    }

    @Test
    void failsWhenItsKeyIsEmpty() {
        var job = JobDriver.submitted(asking("{{ '' }}", Optional.empty()));

        assertThat(job.failure().message()).contains("the key must have 1 to 500 characters");
        assertThat(job.waits).isEmpty();
    }

    @Test
    void failsWhenItsKeyHasASensitiveValue() {
        var job = JobDriver.submitted(asking(SealedText.PREFIX + "a".repeat(40), Optional.empty()));

        assertThat(job.failure().message()).contains("must have no sensitive values");
        assertThat(job.waits).isEmpty();
    }

    @Test
    void namesEachWaitOfAStepThatWaitsAgain() {
        var job = JobDriver.submitted(asking("4711", Optional.empty()));
        job.wish(new Wish.Signal("paid", "4711", Value.of("yes")));

        job.wish(new Wish.Rerun("ask", Value.EMPTY));

        assertThat(job.waits).extracting(SignalWait::over).containsExactly(false, true, false);
        assertThat(job.state().draft().signals().awaited()).hasSize(1);
    }
}
