package io.orchestrator.engine;

import io.orchestrator.model.ControlFact.Cause;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.StepCommand.Delivery;
import io.orchestrator.model.StepStatus;
import io.orchestrator.model.TaskRef;
import io.orchestrator.plan.StepAction;
import java.util.Optional;

/** How a job that stood still goes on: after a pause, from a checkpoint, or with steps that run again. */
final class Revival {

    private Revival() {}

    /** Whoever works for the job is told to stop; what they did so far counts for nothing. */
    static void leave(Turn turn, String reason) {
        turn.interrupt(new TaskRef("", turn.jobId(), turn.root().epoch(), "", 0), "", reason);
        for (StepState state : Frontier.of(turn.plan(), turn.draft())) {
            if (Children.running(turn, state.path())) {
                Children.cancel(turn, state.path(), reason);
            }
        }
    }

    /** Tools that run are killed, but for those that must not run twice; their attempts begin anew when the job goes on. */
    static void interrupt(Turn turn, String reason) {
        for (StepState state : Frontier.of(turn.plan(), turn.draft())) {
            var once = turn.plan().step(state.path()).limits().delivery() == Delivery.AT_MOST_ONCE;
            if (state.status() == StepStatus.RUNNING && !state.commandId().isEmpty() && !once) {
                var task = turn.task(state.path(), state.attempt());
                turn.interrupt(task, "", reason);
                var why = Failure.of(FailureKind.LOST, "PAUSED", reason);
                turn.emit(new JobFact.StepRetryScheduled(task, why, turn.atMs()));
            }
        }
    }

    /**
     * A job that was held goes on, when its lanes let it through.
     *
     * @param sinceMs from when on it waits for them
     */
    static void goOn(Turn turn, StepRules steps, long sinceMs) {
        if (!Admissions.waits(turn, sinceMs)) {
            wake(turn, steps);
        }
    }

    /**
     * The job is in a new epoch, or was let through: none of its timers was set. They are, and the job goes on. One that
     * is not let through yet has none.
     */
    static void start(Turn turn, StepRules steps) {
        var root = turn.root();
        if (!root.held() && Admissions.waits(turn, turn.atMs())) {
            return;
        }
        if (Admissions.idle(turn)) {
            setTimer(turn, JobTimer.Kind.RETRY, turn.atMs() + root.course().retryDelayMs());
            return;
        }
        if (turn.plan().timeoutMs() > 0) {
            setTimer(turn, JobTimer.Kind.DEADLINE, turn.atMs() + turn.plan().timeoutMs());
        }
        for (StepState state : Frontier.of(turn.plan(), turn.draft())) {
            if (state.status() == StepStatus.RUNNING) {
                rearm(turn, state);
            }
        }
        if (root.held()) {
            setTimer(turn, JobTimer.Kind.RETRY, turn.atMs() + root.course().retryDelayMs());
        } else {
            wake(turn, steps);
        }
    }

    private static void setTimer(Turn turn, JobTimer.Kind kind, long dueAtMs) {
        turn.perform(new Effect.SetTimer(
                new JobTimer(turn.jobId(), kind, "", turn.root().epoch(), 0, dueAtMs)));
    }

    private static void rearm(Turn turn, StepState state) {
        var path = state.path();
        var step = turn.plan().step(path);
        switch (step.action()) {
            case StepAction.Wait wait -> turn.timer(JobTimer.Kind.WAIT, path, Waits.untilMs(turn, wait, state));
            case StepAction.Signal s -> SignalRules.rearm(turn, path);
            case StepAction.Holding holding -> {
                if (step.limits().timeoutMs() > 0) {
                    turn.timer(
                            JobTimer.Kind.DEADLINE,
                            path,
                            turn.atMs() + step.limits().timeoutMs());
                }
            }
            case StepAction.Task t -> {}
            case StepAction.SetVariables s -> {}
            case StepAction.Emit e -> {}
            case StepAction.Publish p -> {}
            case StepAction.End e -> {}
            case StepAction.CallWorkflow c -> {}
        }
    }

    /** Whatever waits for nothing but the job begins. */
    static void wake(Turn turn, StepRules steps) {
        for (StepState state : Frontier.of(turn.plan(), turn.draft())) {
            if (state.status() == StepStatus.PENDING) {
                wakePending(turn, steps, state);
            } else {
                wakeRunning(turn, steps, state);
            }
        }
        steps.run();
    }

    private static void wakePending(Turn turn, StepRules steps, StepState state) {
        var failure = state.failure();
        if (state.tries().fresh()) {
            steps.queue(state.path());
        } else if (failure != null) {
            var retry = turn.plan().step(state.path()).retry();
            var task = turn.task(state.path(), state.attempt());
            var delayMs = Retries.delayMs(retry, state, failure, task);
            turn.timer(JobTimer.Kind.RETRY, state.path(), turn.atMs() + delayMs);
        }
    }

    private static void wakeRunning(Turn turn, StepRules steps, StepState state) {
        var idle = state.commandId().isEmpty()
                && state.run().child().isEmpty()
                && state.frames().open().isEmpty();
        switch (turn.plan().step(state.path()).action()) {
            case StepAction.ForEach loop -> steps.advance(state.path());
            case StepAction.While loop -> steps.advance(state.path());
            case StepAction.Task t -> again(steps, state, idle);
            case StepAction.CallWorkflow c -> again(steps, state, idle);
            case StepAction.Parallel p -> {}
            case StepAction.Switch s -> {}
            case StepAction.Wait w -> {}
            case StepAction.Signal s -> {}
            case StepAction.SetVariables s -> again(steps, state, idle);
            case StepAction.Emit e -> again(steps, state, idle);
            case StepAction.Publish p -> again(steps, state, idle);
            case StepAction.End e -> again(steps, state, idle);
        }
    }

    /** A handler has asked for another try while the job stood still. */
    private static void again(StepRules steps, StepState state, boolean idle) {
        if (idle) {
            steps.attempt(state.path());
        }
    }

    /** The checkpoint made just before the job failed. */
    static Optional<Checkpoint> beforeFailure(Turn turn) {
        return turn.draft().checkpoints().stream()
                .filter(one -> one.cause() == Cause.FAILURE
                        && one.number() == turn.root().versions().checkpoints())
                .findFirst();
    }
}
