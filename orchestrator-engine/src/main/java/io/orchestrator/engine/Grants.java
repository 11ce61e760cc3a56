package io.orchestrator.engine;

import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.StepCommand.Delivery;
import io.orchestrator.model.TaskRef;
import io.orchestrator.model.TaskStarted;
import io.orchestrator.model.WorkerControl;
import io.orchestrator.plan.StepPath;

/** Steps that only one worker may run: the first that says it has the command is granted it, and held to its lease. */
final class Grants {

    /** How long a worker is believed after its grant before its first heartbeat, milliseconds. */
    static final long LEASE_MS = 60_000;

    private Grants() {}

    /** The worker may begin. */
    static void give(Turn turn, TaskStarted started) {
        var path = turn.path(started.task());
        if (turn.plan().step(path).limits().delivery().granted()) {
            turn.perform(new Effect.Grant(
                    new WorkerControl(started.task(), started.worker(), "granted", WorkerControl.Kind.GRANT)));
            turn.timer(JobTimer.Kind.LEASE, path, turn.atMs() + LEASE_MS);
        }
    }

    /** Whether somebody else was granted the attempt than who speaks of it. */
    static boolean isOthers(Turn turn, TaskRef task, String worker) {
        var path = turn.path(task);
        var run = turn.step(path).run();
        return turn.plan().step(path).limits().delivery().granted()
                && run.startedAtMs() > 0
                && !run.worker().equals(worker);
    }

    /** What the failure means for the step: where it must not run twice and may have begun, nobody knows what came of it. */
    static Failure judged(Turn turn, StepPath path, Failure failure) {
        var once = turn.plan().step(path).limits().delivery() == Delivery.AT_MOST_ONCE;
        if (!once || failure.kind() != FailureKind.LOST) {
            return failure;
        }
        return Failure.of(
                FailureKind.UNKNOWN,
                "UNKNOWN_OUTCOME",
                "step '" + turn.text(path) + "' must not run twice and its worker was lost (" + failure.message()
                        + "): find out what it did before you go on");
    }

    /** Whether another attempt is ruled out. */
    static boolean isSpent(Turn turn, StepPath path, Failure failure) {
        return turn.plan().step(path).limits().delivery() == Delivery.AT_MOST_ONCE && !failure.notAttempted();
    }

    static boolean isRisky(Effect effect) {
        return effect instanceof Effect.Dispatch dispatch
                && dispatch.command().delivery().granted();
    }
}
