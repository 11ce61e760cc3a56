package io.orchestrator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.language.Expression;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.StepStatus;
import io.orchestrator.plan.StepAction;
import io.orchestrator.plan.StepAction.Case;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Branches and choices: given a plan, when results come in, then commands and events. */
class BranchesTest {

    @Test
    void joinsWhenAllBranchesHaveEnded() {
        var job = JobDriver.submitted(branches(2));

        job.complete("fan[left].l", "L");
        assertThat(job.step("fan").status()).isEqualTo(StepStatus.RUNNING);
        job.complete("fan[right].r", "R");

        assertThat(job.sentText("after")).isEqualTo("LR");
    }

    @Test
    void stopsTheOtherBranchesWhenEnoughHaveSucceeded() {
        var job = JobDriver.submitted(branches(1));

        job.complete("fan[left].l", "L");

        assertThat(job.step("fan[right].r").status()).isEqualTo(StepStatus.CANCELLED);
        assertThat(job.sentText("after")).isEqualTo("L-");
    }

    @Test
    void failsWhenTooFewBranchesCanSucceed() {
        var job = JobDriver.submitted(branches(2));

        job.fail("fan[left].l", FailureKind.INVALID);

        assertThat(job.root().status()).isEqualTo(JobStatus.FAILED);
        assertThat(job.step("fan[right].r").status()).isEqualTo(StepStatus.CANCELLED);
    }

    @Test
    void waitsForTheOthersWhenABranchFailsThatNobodyNeeds() {
        var job = JobDriver.submitted(branches(1));

        job.fail("fan[left].l", FailureKind.INVALID);
        assertThat(job.root().status()).isEqualTo(JobStatus.RUNNING);
        job.complete("fan[right].r", "R");

        assertThat(job.sentText("after")).isEqualTo("-R");
    }

    private static io.orchestrator.plan.Plan branches(int join) {
        var branches = new LinkedHashMap<String, Consumer<PlanBuilder>>();
        branches.put("left", body -> body.step("l", "l"));
        branches.put("right", body -> body.step("r", "r"));
        return new PlanBuilder()
                .parallel("fan", join, branches)
                .step("after", "{{ fan.left.l.result | default('-') }}{{ fan.right.r.result | default('-') }}", "fan")
                .build();
    }

    @Test
    void runsOnlyTheChosenStepWhenASwitchLeadsToSteps() {
        var job = JobDriver.submitted(new PlanBuilder()
                .action(
                        "choose",
                        new StepAction.Switch(List.of(
                                new Case(
                                        Optional.of(Expression.parse("who == 'Bob'")),
                                        OptionalInt.of(1),
                                        Optional.empty()),
                                new Case(
                                        Optional.of(Expression.parse("who == 'Ada'")),
                                        OptionalInt.of(2),
                                        Optional.empty()),
                                new Case(Optional.empty(), OptionalInt.of(3), Optional.empty()))))
                .step("bob", "b", "choose")
                .step("ada", "a", "choose")
                .step("nobody", "n", "choose")
                .build());

        assertThat(job.commands).extracting(command -> command.task().step()).containsExactly("ada");
        job.complete("ada", "x");
        assertThat(job.root().status()).isEqualTo(JobStatus.COMPLETED);
    }
}
