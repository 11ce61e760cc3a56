package io.orchestrator.engine;

import io.orchestrator.engine.Decision.Ignored;
import io.orchestrator.model.StepStatus;
import io.orchestrator.plan.StepAction;
import io.orchestrator.plan.StepPath;
import java.util.Optional;

/** What a timer of a step leads to. One that no longer fits the step is ignored: timers are never taken back. */
final class TimerRules {

    private TimerRules() {}

    static Optional<Ignored> fired(Turn turn, JobTimer timer) {
        var path = turn.plan().find(timer.step());
        if (path.isEmpty() || !fits(turn, timer, path.get())) {
            return Optional.of(Ignored.STALE_TIMER);
        }
        var rules = new StepRules(turn);
        switch (timer.kind()) {
            case RETRY -> rules.attempt(path.get());
            case LEASE -> Leases.ask(turn, path.get(), timer.dueAtMs());
            case WAIT -> {
                if (turn.plan().step(path.get()).action() instanceof StepAction.Signal signal) {
                    SignalRules.over(turn, rules, path.get(), signal);
                } else {
                    Waits.over(rules, path.get(), timer.dueAtMs());
                }
            }
            case RESUME -> rules.advance(path.get());
            case DEADLINE -> rules.timedOut(path.get());
            case ADMISSION -> {}
        }
        rules.run();
        return Optional.empty();
    }

    private static boolean fits(Turn turn, JobTimer timer, StepPath path) {
        var state = turn.step(path);
        if (timer.attempt() != state.attempt() || !turn.alive(path.frame())) {
            return false;
        }
        return switch (timer.kind()) {
            case RETRY ->
                state.status() == StepStatus.PENDING
                        && !state.tries().fresh()
                        && !turn.root().held();
            case LEASE ->
                state.status() == StepStatus.RUNNING
                        && !state.commandId().isEmpty()
                        && state.run().leaseUntilMs() <= timer.dueAtMs();
            case DEADLINE ->
                state.status() == StepStatus.RUNNING
                        && state.commandId().isEmpty()
                        && (!Children.calls(turn, path) || Children.running(turn, path));
            case ADMISSION -> false;
            case WAIT, RESUME ->
                state.status() == StepStatus.RUNNING && state.commandId().isEmpty();
        };
    }
}
