package io.orchestrator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.language.Template;
import io.orchestrator.language.ValueTemplate;
import io.orchestrator.model.ChildEnded;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.StepCommand;
import io.orchestrator.model.StepStatus;
import io.orchestrator.model.TaskRef;
import io.orchestrator.model.Value;
import io.orchestrator.plan.OnFailure;
import io.orchestrator.plan.Plan;
import io.orchestrator.plan.RetryPolicy;
import io.orchestrator.plan.StepAction;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Every input meets every task state; what each cell does is written down here, and no cell may be missing. */
class TransitionCoverageTest {

    private static final Set<String> KINDS = new TreeSet<>(
            Set.of("submit", "started", "progress", "completed", "failed", "retry", "lease", "control", "quarantine"));

    private static final Set<String> CHILD_KINDS = new TreeSet<>(Set.of(
            "child completed",
            "child failed",
            "child cancelled",
            "another job completed",
            "completed",
            "failed",
            "deadline",
            "lease",
            "control",
            "quarantine"));

    /** What the input leads to: the first new event's type, a question, or the reason it is ignored. */
    private static final Map<String, String> EXPECTED = expected();

    @Test
    void decidesAsWrittenDownInEveryCell() {
        var seen = new LinkedHashMap<String, String>();
        for (StepStatus status : StepStatus.values()) {
            for (String kind : KINDS) {
                var job = jobWith(status);
                assertThat(job.step("x").status()).isEqualTo(status);

                var decision = apply(job, kind);

                seen.put(status + " " + kind, describe(decision));
            }
        }

        assertThat(seen).isEqualTo(EXPECTED);
    }

    @Test
    void decidesAsWrittenDownInEveryCellOfAStepThatRunsAWorkflow() {
        var seen = new LinkedHashMap<String, String>();
        for (StepStatus status : StepStatus.values()) {
            for (String kind : CHILD_KINDS) {
                var job = callerWith(status);
                assertThat(job.step("x").status()).isEqualTo(status);

                seen.put(status + " " + kind, describe(applyToCaller(job, kind)));
            }
        }

        assertThat(seen).isEqualTo(expectedOfCallers());
    }

    private static Map<String, String> expectedOfCallers() {
        var expected = new LinkedHashMap<String, String>();
        for (StepStatus status : StepStatus.values()) {
            for (String kind : CHILD_KINDS) {
                expected.put(
                        status + " " + kind,
                        status == StepStatus.CANCELLED
                                ? "JOB_ENDED"
                                : switch (kind) {
                                    case "control" -> "step.cancelled";
                                    case "quarantine" -> "job.failed";
                                    case "deadline", "lease" -> "STALE_TIMER";
                                    default -> "STALE_ATTEMPT";
                                });
            }
        }
        expected.put("RUNNING child completed", "step.completed");
        expected.put("RUNNING child failed", "step.failed");
        expected.put("RUNNING child cancelled", "step.failed");
        expected.put("RUNNING deadline", "step.failed");
        return expected;
    }

    /** As {@link #jobWith}, but x runs a workflow. */
    private static JobDriver callerWith(StepStatus status) {
        var call = new StepAction.CallWorkflow(
                new StepAction.Named(Template.parse("report")), ValueTemplate.EMPTY, Value.EMPTY, Set.of(), true);
        var job = JobDriver.submitted(new PlanBuilder()
                .step("gate", "1")
                .action("x", call, "gate")
                .condition("gate.result != 'no'")
                .timeout(1_000)
                .onFailure(new OnFailure.Continue())
                .step("y", "3")
                .step("last", "4", "y")
                .build());
        if (status != StepStatus.PENDING) {
            job.complete("gate", status == StepStatus.SKIPPED ? "no" : "x");
        }
        switch (status) {
            case COMPLETED -> job.childEnded(job.children.getFirst(), JobStatus.COMPLETED);
            case FAILED -> job.childEnded(job.children.getFirst(), JobStatus.FAILED);
            case CANCELLED -> job.cancel();
            case PENDING, RUNNING, SKIPPED -> {}
        }
        return job;
    }

    private static Decision applyToCaller(JobDriver job, String kind) {
        var task = Ids.task(JobDriver.JOB, 0, "x", 1);
        return switch (kind) {
            case "child completed" -> childEnded(job, Ids.child("report", task.commandId()), JobStatus.COMPLETED);
            case "child failed" -> childEnded(job, Ids.child("report", task.commandId()), JobStatus.FAILED);
            case "child cancelled" -> childEnded(job, Ids.child("report", task.commandId()), JobStatus.CANCELLED);
            case "another job completed" -> childEnded(job, "another", JobStatus.COMPLETED);
            case "deadline" ->
                job.feed(new Input.TimerFired(
                        new JobTimer(JobDriver.JOB, JobTimer.Kind.DEADLINE, "x", 0, 1, job.now + 1)));
            default -> apply(job, kind);
        };
    }

    private static Decision childEnded(JobDriver job, String child, JobStatus status) {
        var ended =
                new ChildEnded(JobDriver.JOB, 0, "x", 1, child, status, true, Value.EMPTY, Optional.<Failure>empty());
        return job.feed(new Input.ChildEnded(ended, job.now));
    }

    private static Map<String, String> expected() {
        var expected = new LinkedHashMap<String, String>();
        row(expected, StepStatus.PENDING, Map.of("retry", "STALE_TIMER", "lease", "STALE_TIMER"));
        row(
                expected,
                StepStatus.RUNNING,
                Map.of(
                        "started", "step.started",
                        "progress", "step.lease-renewed",
                        "completed", "step.completed",
                        "failed", "step.failed",
                        "retry", "STALE_TIMER",
                        "lease", "asks"));
        row(expected, StepStatus.COMPLETED, Map.of("retry", "STALE_TIMER", "lease", "STALE_TIMER"));
        row(expected, StepStatus.FAILED, Map.of("retry", "STALE_TIMER", "lease", "STALE_TIMER"));
        row(expected, StepStatus.SKIPPED, Map.of("retry", "STALE_TIMER", "lease", "STALE_TIMER"));
        for (String kind : KINDS) {
            expected.put("CANCELLED " + kind, kind.equals("submit") ? "DUPLICATE_REQUEST" : "JOB_ENDED");
        }
        return expected;
    }

    private static void row(Map<String, String> expected, StepStatus status, Map<String, String> cells) {
        var defaults = Map.of(
                "submit", "DUPLICATE_REQUEST",
                "control", "step.cancelled",
                "quarantine", "job.failed");
        for (String kind : KINDS) {
            expected.put(status + " " + kind, cells.getOrDefault(kind, defaults.getOrDefault(kind, "STALE_ATTEMPT")));
        }
    }

    /** A running job whose step x is in the status; its step y always runs (but in a cancelled job). */
    private static JobDriver jobWith(StepStatus status) {
        Map<StepStatus, Consumer<JobDriver>> ways = new EnumMap<>(StepStatus.class);
        ways.put(StepStatus.PENDING, job -> {});
        ways.put(StepStatus.RUNNING, job -> job.complete("gate", "x"));
        ways.put(StepStatus.COMPLETED, job -> {
            job.complete("gate", "x");
            job.complete("x", "x");
        });
        ways.put(StepStatus.FAILED, job -> {
            job.complete("gate", "x");
            job.fail("x", FailureKind.INVALID);
        });
        ways.put(StepStatus.SKIPPED, job -> job.complete("gate", "no"));
        ways.put(StepStatus.CANCELLED, job -> {
            job.complete("gate", "x");
            job.cancel();
        });
        var job = JobDriver.submitted(plan());
        java.util.Objects.requireNonNull(ways.get(status)).accept(job);
        return job;
    }

    private static Plan plan() {
        return new PlanBuilder()
                .step("gate", "1")
                .step("x", "2", "gate")
                .condition("gate.result != 'no'")
                .retry(RetryPolicy.attempts(1))
                .onFailure(new OnFailure.Continue())
                .step("y", "3")
                .step("last", "4", "y")
                .build();
    }

    /** The first attempt: of its command where there is one. */
    private static TaskRef task(JobDriver job) {
        return job.commands.stream()
                .map(StepCommand::task)
                .filter(task -> task.step().equals("x"))
                .findFirst()
                .orElseGet(() -> Ids.task(JobDriver.JOB, 0, "x", 1));
    }

    private static Decision apply(JobDriver job, String kind) {
        var task = task(job);
        return switch (kind) {
            case "submit" -> job.submit();
            case "started" ->
                job.feed(new Input.Started(new io.orchestrator.model.TaskStarted(task, "w", job.now, ""), job.now));
            case "progress" ->
                job.feed(new Input.Progress(
                        new io.orchestrator.model.TaskProgress(task, "w", job.now, 1_000, "", ""), job.now));
            case "completed" ->
                job.feed(completed(
                        job,
                        task,
                        JobDriver.done(io.orchestrator.model.Value.of("r"), io.orchestrator.model.Value.Bool.TRUE)));
            case "failed" ->
                job.feed(completed(
                        job,
                        task,
                        new io.orchestrator.model.TaskResult.Failed(
                                Failure.of(FailureKind.INVALID, "TEST", "failed"))));
            case "retry" ->
                job.feed(
                        new Input.TimerFired(new JobTimer(JobDriver.JOB, JobTimer.Kind.RETRY, "x", 0, 1, job.now + 1)));
            case "lease" ->
                job.feed(
                        new Input.TimerFired(new JobTimer(JobDriver.JOB, JobTimer.Kind.LEASE, "x", 0, 1, job.now + 1)));
            case "control" -> job.cancel();
            case "quarantine" ->
                job.feed(new Input.Quarantine(
                        JobDriver.JOB, Failure.of(FailureKind.INTERNAL, "BUG", "broken"), job.now));
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static Input completed(
            JobDriver job, io.orchestrator.model.TaskRef task, io.orchestrator.model.TaskResult result) {
        return new Input.Completed(
                new io.orchestrator.model.TaskCompleted(task, "w", job.now, job.now, result, ""), job.now);
    }

    private static String describe(Decision decision) {
        if (decision.effects().stream().anyMatch(Effect.AskLease.class::isInstance)) {
            return "asks";
        }
        return decision.ignored()
                .map(Enum::name)
                .orElseGet(() -> decision.events().stream()
                        .map(event -> event.fact().type())
                        .filter(type -> !type.equals("checkpoint.created"))
                        .findFirst()
                        .orElseThrow());
    }
}
