package io.orchestrator.engine;

import io.orchestrator.language.ValueTemplate;
import io.orchestrator.language.value.LanguageException;
import io.orchestrator.language.value.Scope;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.TaskResult;
import io.orchestrator.model.Value;
import io.orchestrator.plan.FramePath;
import io.orchestrator.plan.StepAction;
import io.orchestrator.plan.StepPath;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The end of a job: what was done is undone where it fails or is cancelled, newest first, and what was stopped has its
 * finally; then the cleanup runs, however it ends; then the terminal event.
 */
final class JobEnd {

    private final Turn turn;
    private final StepRules steps;

    JobEnd(Turn turn, StepRules steps) {
        this.turn = turn;
        this.steps = steps;
    }

    /** Every step has ended. */
    void finish() {
        var failed = turn.root().stepFailed();
        var outputs = new LinkedHashMap<String, Value>();
        var scope = JobScope.ofOutputs(turn.plan(), turn.draft());
        for (Map.Entry<String, ValueTemplate> output : turn.plan().outputs().entrySet()) {
            try {
                outputs.put(output.getKey(), output.getValue().render(scope.with("outputs", Value.of(outputs))));
            } catch (LanguageException e) {
                if (!failed) {
                    end(Ending.failed(unresolved(output.getKey(), e), "", Value.EMPTY));
                    return;
                }
                // A job that failed has the outputs that its completed steps can give; its failed step says why.
            }
        }
        end(
                failed
                        ? Ending.failed(null, "", Value.of(outputs))
                        : Ending.completed(!turn.root().stepUnsuccessful(), Value.of(outputs)));
    }

    private static Failure unresolved(String name, LanguageException e) {
        return Failure.of(
                FailureKind.TEMPLATE, "TEMPLATE_" + e.kind().name(), "outputs." + name + ": " + e.getMessage());
    }

    /** A step ends the job: with outputs, or failed with a reason. */
    void byStep(StepPath path, StepAction.End action, Scope scope) {
        var outputs =
                scope.opener().opened(action.outputs().render(scope)) instanceof Value.Dict dict ? dict : Value.EMPTY;
        var reason = action.reason().render(scope);
        var envelope = new LinkedHashMap<String, Value>();
        envelope.put("result", action.success() ? outputs : Value.of(reason));
        envelope.put("success", Value.of(action.success()));
        envelope.put("error", action.success() ? Value.Null.NULL : Value.of(reason));
        var task = turn.task(path, turn.step(path).attempt() + 1);
        var done = new TaskResult.Done(Value.of(envelope), Optional.empty());
        turn.emit(new JobFact.StepCompleted(task, "", turn.atMs(), turn.atMs(), done));
        Variables.assign(turn, path);
        var why = "step '" + turn.text(path) + "' ended the job";
        stop(why);
        if (action.success()) {
            end(Ending.completed(!turn.root().stepUnsuccessful(), outputs));
        } else {
            var failure = Failure.of(FailureKind.REJECTED, "FAILED_BY_STEP", reason.isBlank() ? why : reason);
            end(Ending.failed(failure, turn.text(path), Value.EMPTY));
        }
    }

    /** Stops what runs, wherever the job is. */
    void stop(String reason) {
        turn.stopJob(reason);
    }

    /** The job is to end like this; a second end while the first is under way ends it at once. */
    void end(Ending ending) {
        var plan = turn.plan();
        var nothing = plan.cleanup().steps().isEmpty()
                && Compensations.of(turn, ending.status()).isEmpty();
        if (turn.root().ending() != null || nothing) {
            turn.emit(ending.fact());
            return;
        }
        turn.emit(new JobFact.JobEnding(
                ending.status(),
                ending.success(),
                ending.outputs(),
                Optional.ofNullable(ending.failure()),
                ending.step(),
                ending.reason(),
                ending.actor()));
        proceed();
    }

    /** What runs for the next step that was stopped or is undone, then the cleanup, then the end. */
    private void proceed() {
        var ending = ending();
        var frames = Compensations.of(turn, ending.status());
        if (ending.compensated() < frames.size()) {
            var frame = frames.get(ending.compensated());
            turn.emit(new JobFact.BlockStarted(turn.text(frame.opener()), frame.number()));
            steps.start(frame);
            return;
        }
        if (!ending.cleaning() && !turn.plan().cleanup().steps().isEmpty()) {
            turn.emit(new JobFact.BlockStarted("", FramePath.CLEANUP.number()));
            steps.start(FramePath.CLEANUP);
            return;
        }
        turn.emit(ending.fact());
    }

    /** The steps of the cleanup, or those that undo a step, are through. */
    void close(FramePath frame) {
        if (frame.equals(FramePath.CLEANUP)) {
            turn.emit(ending().fact());
        } else {
            undone(frame, FrameState.Ending.FINE);
        }
    }

    /** A step of the cleanup, or of those that undo a step, failed: the rest of them is left. */
    void failed(FramePath frame, Failure failure, String step) {
        if (!frame.equals(FramePath.CLEANUP)) {
            undone(frame, FrameState.Ending.FAILED);
            return;
        }
        var ending = ending();
        var fine = ending.status() == JobStatus.COMPLETED;
        turn.emit(fine ? Ending.failed(failure, step, ending.outputs()).fact() : ending.fact());
    }

    private void undone(FramePath frame, FrameState.Ending how) {
        turn.emit(new JobFact.BlockEnded(
                turn.text(frame.opener()), frame.number(), how.name().toLowerCase(java.util.Locale.ROOT)));
        proceed();
    }

    private Ending ending() {
        var ending = turn.root().ending();
        if (ending == null) {
            throw new IllegalStateException("the job is not ending");
        }
        return ending;
    }
}
