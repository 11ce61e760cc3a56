package io.orchestrator.engine;

import io.orchestrator.engine.Decision.Ignored;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.TaskProgress;
import io.orchestrator.plan.StepPath;
import java.util.Optional;

/**
 * Until when workers are believed. A timer alone ends no lease: a coordinator that stood still has not read the heartbeats
 * of that time yet. It writes a question behind them, into the same partition; when it reads that, it has read them all.
 */
final class Leases {

    private Leases() {}

    /** A lease seems to be over. */
    static void ask(Turn turn, StepPath path, long dueAtMs) {
        var task = turn.task(path, turn.step(path).attempt());
        turn.perform(new Effect.AskLease(new TaskProgress(task, "", dueAtMs, 0, "", "")));
    }

    /** Whether no worker has said this, but a coordinator asks. */
    static boolean isQuestion(TaskProgress progress) {
        return progress.worker().isEmpty() && progress.leaseMs() == 0;
    }

    /** Every heartbeat from before the question has been read; its place in the log says what time it is. */
    static Optional<Ignored> asked(Turn turn, TaskProgress question) {
        var path = turn.path(question.task());
        var dueAtMs = question.atMs();
        if (turn.step(path).run().leaseUntilMs() > dueAtMs) {
            return Optional.of(Ignored.STALE_TIMER);
        }
        var earlyMs = dueAtMs - turn.atMs();
        if (earlyMs > 0) {
            // The coordinator's clock is ahead of the broker's by as much, at least.
            turn.timer(JobTimer.Kind.LEASE, path, dueAtMs + earlyMs);
        } else {
            lost(turn, path, dueAtMs);
        }
        return Optional.empty();
    }

    private static void lost(Turn turn, StepPath path, long dueAtMs) {
        var state = turn.step(path);
        var task = turn.task(path, state.attempt());
        var worker = state.run().worker();
        var failure = Failure.of(
                FailureKind.LOST,
                "LEASE_EXPIRED",
                "worker " + worker + " stopped renewing its lease on step '" + turn.text(path) + "'");
        turn.interrupt(task, worker, "lease expired");
        var rules = new StepRules(turn);
        rules.attemptFailed(task, state.run().startedAtMs(), dueAtMs, failure);
        rules.run();
    }
}
