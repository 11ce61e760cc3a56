package io.orchestrator.engine;

import io.orchestrator.language.value.LanguageException;
import io.orchestrator.model.Call;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.StepCommand;
import io.orchestrator.model.StepStatus;
import io.orchestrator.model.TaskRef;
import io.orchestrator.model.TaskResult;
import io.orchestrator.model.Value;
import io.orchestrator.plan.OnFailure;
import io.orchestrator.plan.PlanStep;
import io.orchestrator.plan.StepAction;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The life of steps within one decision: whose turn it is, what they do, what follows. Steps that need no worker run
 * here, one after the other, until only waiting is left.
 */
final class StepRules {

    private final Turn turn;
    private final ArrayDeque<PlanStep> ready = new ArrayDeque<>();

    StepRules(Turn turn) {
        this.turn = turn;
    }

    /** Starts a job: every step that waits for nothing, and what follows from that. */
    void begin() {
        for (PlanStep step : turn.plan().steps()) {
            if (step.waitsFor() == 0) {
                ready.add(step);
            }
        }
        run();
    }

    /** Works off the steps whose turn it is; ends the job when every step has ended. */
    void run() {
        while (!ready.isEmpty() && !turn.ended()) {
            var step = ready.remove();
            if (turn.step(step.index()).status() == StepStatus.PENDING) {
                enter(step);
            }
        }
        if (!turn.ended() && turn.root().stepsEnded() == turn.plan().steps().size()) {
            JobEnd.finish(turn);
        }
    }

    /** An attempt ended with a result. */
    void done(TaskRef task, String worker, long startedAtMs, long completedAtMs, TaskResult.Done done) {
        var step = turn.plan().step(turn.index(task));
        turn.emit(new JobFact.StepCompleted(task, worker, startedAtMs, completedAtMs, done));
        if (done.success() || !step.reportedFailureCounts()) {
            jump(step, step.onSuccess(), "it succeeded");
        } else {
            afterReportedFailure(step, done);
        }
        release(step);
    }

    /** An attempt ended without a result: try again, or go on as the step's policy says. */
    void attemptFailed(TaskRef task, long startedAtMs, long completedAtMs, Failure failure) {
        var step = turn.plan().step(turn.index(task));
        var state = turn.step(step.index());
        if (!Retries.again(step.retry(), state, failure)) {
            failed(step, task, startedAtMs, completedAtMs, failure);
            return;
        }
        var retryAt = turn.atMs() + Retries.delayMs(step.retry(), state, failure, task);
        turn.emit(new JobFact.StepRetryScheduled(task, failure, retryAt));
        if (retryAt == turn.atMs()) {
            attempt(step);
        } else {
            turn.perform(new Effect.SetTimer(new JobTimer(
                    task.jobId(), JobTimer.Kind.RETRY, step.index(), task.epoch(), task.attempt(), retryAt)));
        }
    }

    /** Makes the step's next attempt: renders what it calls, and dispatches. */
    void attempt(PlanStep step) {
        var number = turn.step(step.index()).attempt() + 1;
        var task = turn.task(step, number);
        try {
            var scope = JobScope.ofStep(turn.plan(), turn.draft(), step, number);
            switch (step.action()) {
                case StepAction.CallTool tool ->
                    dispatch(
                            step,
                            task,
                            new Call.Tool(
                                    tool.tool(),
                                    tool.action(),
                                    dict(tool.parameters().render(scope))));
                case StepAction.CallModel model ->
                    dispatch(
                            step,
                            task,
                            new Call.Model(
                                    model.models(),
                                    model.action(),
                                    model.prompt().render(scope),
                                    dict(model.parameters().render(scope)),
                                    model.outputSchema()));
                case StepAction.SetVariables set -> set(task, set.variables().render(scope));
            }
        } catch (LanguageException e) {
            var failure = Failure.of(
                    FailureKind.TEMPLATE, "TEMPLATE_" + e.kind().name(), "step '" + step.id() + "': " + e.getMessage());
            failed(step, task, 0, turn.atMs(), failure);
        }
    }

    private void enter(PlanStep step) {
        if (step.condition().isPresent()) {
            var scope = JobScope.ofStep(turn.plan(), turn.draft(), step, 1);
            var condition = step.condition().get().test(scope);
            if (!condition.holds()) {
                var source = step.condition().get().source();
                var why = condition.why().isEmpty() ? "" : ": " + condition.why();
                skip(step, "the condition is false: " + source + why, step.onFalse());
                return;
            }
        }
        attempt(step);
    }

    private void set(TaskRef task, Value variables) {
        var envelope = new LinkedHashMap<String, Value>();
        envelope.put("result", variables);
        envelope.put("success", Value.Bool.TRUE);
        envelope.put("error", Value.Null.NULL);
        done(task, "", turn.atMs(), turn.atMs(), new TaskResult.Done(Value.of(envelope), Optional.empty()));
    }

    private void dispatch(PlanStep step, TaskRef task, Call call) {
        turn.emit(new JobFact.StepScheduled(task, step.queue()));
        turn.perform(new Effect.Dispatch(new StepCommand(
                task,
                call,
                step.timeoutMs(),
                step.queue(),
                step.priority().orElse(turn.draft().header().priority()),
                step.delivery(),
                turn.draft().header().workspace(),
                turn.atMs(),
                "")));
    }

    private void failed(PlanStep step, TaskRef task, long startedAtMs, long completedAtMs, Failure failure) {
        switch (step.onFailure()) {
            case OnFailure.FailJob f -> {
                turn.emit(new JobFact.StepFailed(task, startedAtMs, completedAtMs, failure, false));
                failJob(step, failure);
            }
            case OnFailure.Continue c -> {
                turn.emit(new JobFact.StepFailed(task, startedAtMs, completedAtMs, failure, false));
                release(step);
            }
            case OnFailure.Skip s -> skip(step, "it failed: " + failure.message(), OptionalInt.empty());
            case OnFailure.Jump to -> {
                turn.emit(new JobFact.StepFailed(task, startedAtMs, completedAtMs, failure, true));
                jump(step, OptionalInt.of(to.step()), "it failed");
                release(step);
            }
        }
    }

    private void afterReportedFailure(PlanStep step, TaskResult.Done done) {
        switch (step.onFailure()) {
            case OnFailure.FailJob f -> {
                var error = done.envelope().get("error") instanceof Value.Text text ? text.value() : "no reason given";
                failJob(step, Failure.of(FailureKind.TOOL, "REPORTED_FAILURE", "step '" + step.id() + "': " + error));
            }
            case OnFailure.Continue c -> {}
            case OnFailure.Skip s -> {}
            case OnFailure.Jump to -> jump(step, OptionalInt.of(to.step()), "it reported failure");
        }
    }

    private void failJob(PlanStep step, Failure failure) {
        turn.stopRunning("job failed at step " + step.id());
        turn.emit(new JobFact.JobFailed(Optional.of(failure), step.id(), Value.EMPTY));
    }

    private void skip(PlanStep step, String reason, OptionalInt target) {
        turn.emit(new JobFact.StepSkipped(step.id(), reason));
        jump(step, target, "it was skipped");
        release(step);
    }

    /** Skips the steps between this one and the target that have not begun. */
    private void jump(PlanStep from, OptionalInt target, String why) {
        if (target.isEmpty() || turn.ended()) {
            return;
        }
        var to = turn.plan().step(target.getAsInt()).id();
        for (int i = from.index() + 1; i < target.getAsInt(); i++) {
            var step = turn.plan().step(i);
            var state = turn.step(i);
            if (state.status() == StepStatus.PENDING && state.attempt() == 0) {
                turn.emit(new JobFact.StepSkipped(step.id(), "'" + from.id() + "' went on with '" + to + "': " + why));
                release(step);
            }
        }
    }

    /** Queues the successors for which this step's end was the last thing to wait for. */
    private void release(PlanStep step) {
        for (int successor : step.successors()) {
            if (turn.step(successor).waitingFor() == 0) {
                ready.add(turn.plan().step(successor));
            }
        }
    }

    private static Value.Dict dict(Value rendered) {
        return rendered instanceof Value.Dict dict ? dict : new Value.Dict(Map.of("value", rendered));
    }
}
