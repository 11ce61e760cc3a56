package io.orchestrator.engine;

import io.orchestrator.language.value.LanguageException;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.StepCommand;
import io.orchestrator.model.StepStatus;
import io.orchestrator.model.TaskRef;
import io.orchestrator.model.TaskResult;
import io.orchestrator.model.Value;
import io.orchestrator.plan.FramePath;
import io.orchestrator.plan.OnFailure;
import io.orchestrator.plan.StepAction;
import io.orchestrator.plan.StepPath;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The life of steps within one decision: whose turn it is, what they do, what follows. Steps that need no worker run
 * here, one after the other, until only waiting is left.
 */
final class StepRules {

    private final Turn turn;
    private final BlockRules blocks;
    private final HandlerRules handlers;
    private final JumpRules jumps;
    private final JobEnd end;
    private final ArrayDeque<StepPath> ready = new ArrayDeque<>();

    /** Frames whose steps have all ended. */
    private final ArrayDeque<FramePath> full = new ArrayDeque<>();

    StepRules(Turn turn) {
        this.turn = turn;
        this.blocks = new BlockRules(turn, this);
        this.handlers = new HandlerRules(turn, this);
        this.jumps = new JumpRules(turn, this);
        this.end = new JobEnd(turn, this);
    }

    /** Starts a job: every step that waits for nothing, and what follows from that. */
    void begin() {
        start(FramePath.ROOT);
        run();
    }

    /** Queues the steps of a frame that wait for nothing. */
    void start(FramePath frame) {
        var block = turn.plan().block(frame);
        if (block.steps().isEmpty()) {
            full.add(frame);
        }
        for (int index : block.steps()) {
            if (turn.plan().step(index).waitsFor() == 0) {
                ready.add(frame.step(index));
            }
        }
    }

    /** Queues a step if nothing is left to wait for. */
    void queue(StepPath path) {
        if (turn.step(path).waitingFor() == 0) {
            ready.add(path);
        }
    }

    /** Works off the steps whose turn it is and the frames that are through; ends the job when its own is. */
    void run() {
        while (!turn.ended() && (!ready.isEmpty() || !full.isEmpty())) {
            if (ready.isEmpty()) {
                close(full.remove());
                continue;
            }
            var path = ready.remove();
            var state = turn.step(path);
            var itsTurn = state.status() == StepStatus.PENDING && state.tries().fresh() && turn.alive(path.frame());
            if (itsTurn && !turn.root().held()) {
                enter(path);
            }
        }
        var ending = turn.ended() || turn.root().ending() != null || turn.root().held();
        if (!ending && turn.root().stepsEnded() == turn.plan().root().steps().size()) {
            end.finish();
            run();
        }
    }

    private void close(FramePath frame) {
        if (frame.equals(FramePath.ROOT) || !turn.alive(frame)) {
            return;
        }
        if (turn.runsAtTheEnd(frame)) {
            end.close(frame);
        } else if (frame.isFinally()) {
            cleanedUp(frame);
        } else if (frame.isHandler()) {
            handlers.handled(frame);
        } else {
            blocks.close(frame);
        }
    }

    /** A loop goes on that has paused. */
    void advance(StepPath path) {
        blocks.advance(path);
    }

    /** A step that holds others, or waits for another job, has used up its time. */
    void timedOut(StepPath path) {
        var limitMs = turn.plan().step(path).limits().timeoutMs();
        var message = "step '" + turn.text(path) + "' ran longer than its timeout of " + limitMs + " ms";
        var failure = Failure.of(FailureKind.TIMEOUT, "STEP_TIMEOUT", message);
        if (Children.running(turn, path)) {
            Children.cancel(turn, path, message);
            var state = turn.step(path);
            attemptFailed(turn.task(path, state.attempt()), state.run().startedAtMs(), turn.atMs(), failure);
        } else {
            blocks.fail(path, failure);
        }
    }

    /** An attempt ended with a result. */
    void done(TaskRef task, String worker, long startedAtMs, long completedAtMs, TaskResult.Done done) {
        var path = turn.path(task);
        if (!done.success() && handlers.take(path, task, reported(path, done.envelope()))) {
            return;
        }
        turn.emit(new JobFact.StepCompleted(task, worker, startedAtMs, completedAtMs, done));
        Variables.assign(turn, path);
        conclude(path);
    }

    /** What the step did is over: what runs after it comes first, then what follows. */
    private void conclude(StepPath path) {
        if (turn.plan().step(path).flow().cleanup().steps().isEmpty()) {
            follow(path);
        } else {
            turn.emit(new JobFact.BlockStarted(turn.text(path), FramePath.FINALLY));
            start(path.frame(FramePath.FINALLY));
        }
    }

    private void follow(StepPath path) {
        var state = turn.step(path);
        if (state.status() != StepStatus.COMPLETED) {
            afterFailure(path, state.failure());
        } else if (state.success() || !turn.plan().step(path).flow().reportedFailureCounts()) {
            if (!jumps.succeeded(path)) {
                release(path);
            }
        } else {
            afterReportedFailure(path, reported(path, state.envelope()));
            release(path);
        }
    }

    /** The steps that run after a step are through. */
    private void cleanedUp(FramePath frame) {
        turn.emit(new JobFact.BlockEnded(turn.text(frame.opener()), frame.number(), "fine"));
        follow(frame.opener());
    }

    /** A step that runs after another failed: the other one's own failure counts, else this one. */
    private void cleanupFailed(FramePath frame, Failure failure) {
        var path = frame.opener();
        turn.emit(new JobFact.BlockEnded(turn.text(path), frame.number(), "failed"));
        var own = turn.step(path).failure();
        afterFailure(path, own == null ? failure : own);
    }

    private void afterFailure(StepPath path, @Nullable Failure failure) {
        switch (turn.plan().step(path).onFailure()) {
            case OnFailure.FailJob f -> failFrame(path, Objects.requireNonNull(failure, "a failed step has a failure"));
            case OnFailure.Continue c -> release(path);
            case OnFailure.Skip s -> release(path);
            case OnFailure.Jump to -> {
                jumps.to(path, to.step(), "it failed");
                release(path);
            }
        }
    }

    private Failure reported(StepPath path, Value.@Nullable Dict envelope) {
        var error =
                envelope != null && envelope.get("error") instanceof Value.Text text ? text.value() : "no reason given";
        return Failure.of(FailureKind.TOOL, "REPORTED_FAILURE", "step '" + turn.text(path) + "': " + error);
    }

    /** The coordinator itself has the step's result. */
    void doneHere(StepPath path, Value result, boolean success) {
        var envelope = new LinkedHashMap<String, Value>();
        envelope.put("result", result);
        envelope.put("success", Value.of(success));
        envelope.put("error", Value.Null.NULL);
        doneHere(path, Value.of(envelope));
    }

    void doneHere(StepPath path, Value.Dict envelope) {
        var state = turn.step(path);
        var task = turn.task(path, Math.max(1, state.attempt()));
        var started = state.run().startedAtMs() == 0 ? turn.atMs() : state.run().startedAtMs();
        done(task, "", started, turn.atMs(), new TaskResult.Done(envelope, Optional.empty()));
    }

    /** An attempt ended without a result: try again, or go on as the step's policy says. */
    void attemptFailed(TaskRef task, long startedAtMs, long completedAtMs, Failure told) {
        var path = turn.path(task);
        var failure = Grants.judged(turn, path, told);
        var step = turn.plan().step(path);
        var state = turn.step(path);
        if (Grants.isSpent(turn, path, failure) || !Retries.again(step.retry(), state, failure)) {
            failed(path, startedAtMs, completedAtMs, failure);
            return;
        }
        var retryAt = turn.atMs() + Retries.delayMs(step.retry(), state, failure, task);
        turn.emit(new JobFact.StepRetryScheduled(task, failure, retryAt));
        if (retryAt == turn.atMs()) {
            attempt(path);
        } else {
            turn.timer(JobTimer.Kind.RETRY, path, retryAt);
        }
    }

    private void enter(StepPath path) {
        var condition = turn.plan().step(path).condition();
        if (condition.isPresent()) {
            var came = condition.get().test(JobScope.ofStep(turn.plan(), turn.draft(), path, 1));
            if (!came.holds()) {
                var why = came.why().isEmpty() ? "" : ": " + came.why();
                skip(path, "the condition is false: " + condition.get().source() + why);
                jumps.conditionFalse(path);
                release(path);
                return;
            }
        }
        attempt(path);
    }

    /** Makes the step's next attempt, unless the job stands still: renders what it calls and dispatches, or does here what needs no worker. */
    void attempt(StepPath path) {
        if (turn.root().held()) {
            return;
        }
        var number = turn.step(path).attempt() + 1;
        if (Spent.isMarked(turn, path)) {
            failed(path, 0, turn.atMs(), Objects.requireNonNull(turn.step(path).failure(), "a mark is a failure"));
            return;
        }
        try {
            attempt(path, number, JobScope.ofStep(turn.plan(), turn.draft(), path, number));
        } catch (LanguageException e) {
            failed(path, 0, turn.atMs(), unresolved(path, e));
        }
    }

    Failure unresolved(StepPath path, LanguageException e) {
        return Failure.of(
                FailureKind.TEMPLATE,
                "TEMPLATE_" + e.kind().name(),
                "step '" + turn.text(path) + "': " + e.getMessage());
    }

    private void attempt(StepPath path, int number, JobScope scope) {
        switch (turn.plan().step(path).action()) {
            case StepAction.Task task -> dispatch(path, task, number, scope);
            case StepAction.SetVariables set -> doneHere(path, set.variables().renderInOrder(scope), true);
            case StepAction.ForEach loop -> blocks.open(path, number, loop, scope);
            case StepAction.While loop -> blocks.open(path, number, loop, scope);
            case StepAction.Parallel parallel -> blocks.open(path, number, parallel);
            case StepAction.Switch choice -> blocks.open(path, number, choice, scope);
            case StepAction.Wait wait -> Waits.begin(turn, this, path, number, Waits.untilMs(turn, wait, scope));
            case StepAction.Emit emit -> {
                turn.emit(new JobFact.Emitted(
                        turn.text(path),
                        emit.name().render(scope),
                        emit.payload().render(scope)));
                doneHere(path, Value.Null.NULL, true);
            }
            case StepAction.Publish publish -> Publications.begin(turn, path, number, publish, scope);
            case StepAction.End action -> end.byStep(path, action, scope);
            case StepAction.Signal signal -> SignalRules.begin(turn, this, path, number, signal, scope);
            case StepAction.CallWorkflow call -> Children.start(turn, this, path, number, call, scope);
        }
    }

    private void dispatch(StepPath path, StepAction.Task action, int number, JobScope scope) {
        var step = turn.plan().step(path);
        var limits = step.limits();
        var attempt = turn.task(path, number);
        var call = Calls.render(action, attempt, scope);
        var manner = Manners.of(limits.manner(), scope);
        var file = step.produce().map(produce -> Calls.render(produce, scope));
        var task = Ids.command(attempt, Calls.content(call.call(), file, manner));
        turn.emit(new JobFact.StepScheduled(task, limits.queue()));
        turn.perform(new Effect.Dispatch(new StepCommand(
                task,
                call.call(),
                call.secretMark(),
                Calls.sealed(turn.draft().header().inputs()),
                file,
                limits.timeoutMs(),
                limits.queue(),
                limits.priority().orElse(turn.priority()),
                limits.delivery(),
                turn.draft().header().workspace(),
                turn.atMs(),
                "",
                manner)));
    }

    /** The step has failed for good, unless a handler takes it. */
    void failed(StepPath path, long startedAtMs, long completedAtMs, Failure failure) {
        var task = turn.task(path, turn.step(path).attempt());
        if (!handlers.take(path, task, failure)) {
            settle(path, startedAtMs, completedAtMs, failure);
        }
    }

    /** What {@code on_failure} says follows. */
    void settle(StepPath path, long startedAtMs, long completedAtMs, Failure failure) {
        var task = turn.task(path, turn.step(path).attempt());
        switch (turn.plan().step(path).onFailure()) {
            case OnFailure.FailJob f ->
                turn.emit(new JobFact.StepFailed(task, startedAtMs, completedAtMs, failure, false));
            case OnFailure.Continue c ->
                turn.emit(new JobFact.StepFailed(task, startedAtMs, completedAtMs, failure, false));
            case OnFailure.Skip s -> skip(path, "it failed: " + failure.message());
            case OnFailure.Jump to ->
                turn.emit(new JobFact.StepFailed(task, startedAtMs, completedAtMs, failure, true));
        }
        if (turn.step(path).status() == StepStatus.SKIPPED
                && turn.step(path).tries().fresh()) {
            release(path);
        } else {
            conclude(path);
        }
    }

    private void afterReportedFailure(StepPath path, Failure failure) {
        switch (turn.plan().step(path).onFailure()) {
            case OnFailure.FailJob f -> failFrame(path, failure);
            case OnFailure.Continue c -> {}
            case OnFailure.Skip s -> {}
            case OnFailure.Jump to -> jumps.to(path, to.step(), "it reported failure");
        }
    }

    /** A step's failure is the failure of what it runs in: of the job, or of the step around it. */
    void failFrame(StepPath path, Failure failure) {
        var frame = path.frame();
        if (frame.equals(FramePath.ROOT)) {
            turn.stopJob("job failed at step " + turn.text(path));
            end.end(Ending.failed(failure, turn.text(path), Value.EMPTY));
            return;
        }
        turn.stop(frame, "'" + turn.text(path) + "' failed");
        if (turn.runsAtTheEnd(frame)) {
            end.failed(frame, failure, turn.text(path));
        } else if (frame.isFinally()) {
            cleanupFailed(frame, failure);
        } else if (frame.isHandler()) {
            handlers.failed(frame);
        } else {
            blocks.failed(frame, failure);
        }
    }

    void skip(StepPath path, String reason) {
        turn.emit(new JobFact.StepSkipped(turn.text(path), reason));
    }

    /** Queues the successors for which this step's end was the last thing to wait for; closes a frame that is through. */
    void release(StepPath path) {
        for (int successor : turn.plan().step(path).successors()) {
            queue(path.sibling(successor));
        }
        var frame = path.frame();
        if (!frame.equals(FramePath.ROOT)
                && turn.draft().frame(frame).ended()
                        == turn.plan().block(frame).steps().size()) {
            full.add(frame);
        }
    }

    /** The job is to end like this, whatever its steps do. */
    void end(Ending ending) {
        end.end(ending);
        run();
    }

    JumpRules jumps() {
        return jumps;
    }
}
