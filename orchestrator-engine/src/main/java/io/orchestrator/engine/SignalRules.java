package io.orchestrator.engine;

import io.orchestrator.language.value.LanguageException;
import io.orchestrator.language.value.LanguageException.Kind;
import io.orchestrator.language.value.Scope;
import io.orchestrator.model.ControlFact;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.Value;
import io.orchestrator.model.Wish;
import io.orchestrator.plan.StepAction;
import io.orchestrator.plan.StepPath;
import java.util.Optional;

/** Steps that wait for something outside: a signal, a person's answer. */
final class SignalRules {

    private SignalRules() {}

    /** The step waits; what has come early ends that at once. */
    static void begin(Turn turn, StepRules steps, StepPath path, int attempt, StepAction.Signal signal, Scope scope) {
        var name = signal.name().render(scope).strip();
        if (name.isEmpty()) {
            throw new LanguageException(Kind.TYPE, 0, "the name of the signal is empty");
        }
        if (turn.draft().signals().awaited().size() >= Signals.MAX_AWAITED) {
            throw new LanguageException(
                    Kind.LIMIT, 0, "already " + Signals.MAX_AWAITED + " steps of the job wait for signals");
        }
        var key = signal.key().render(scope);
        var prompt = signal.prompt().render(scope) instanceof Value.Dict dict ? dict : Value.EMPTY;
        var until = signal.timeout().map(timeout -> turn.atMs() + Waits.forMs(timeout.renderTyped(scope), "timeout"));
        turn.emit(new ControlFact.SignalAwaited(turn.task(path, attempt), name, key, prompt, until));
        var early = turn.draft().signals().early(name, key);
        if (early.isPresent()) {
            take(turn, steps, path, early.get());
        } else {
            until.ifPresent(untilMs -> turn.timer(JobTimer.Kind.WAIT, path, untilMs));
        }
    }

    /** Who has waited longest for it goes on; else it is kept. */
    static void arrived(Turn turn, StepRules steps, Wish.Signal signal, String controlId) {
        turn.draft().signals().awaited(signal.name(), signal.key()).ifPresent(wait -> {
            var early = new Signals.Early(controlId, signal.name(), signal.key(), signal.payload());
            take(turn, steps, turn.plan().find(wait.step()).orElseThrow(), early);
        });
    }

    private static void take(Turn turn, StepRules steps, StepPath path, Signals.Early signal) {
        turn.emit(new ControlFact.SignalTaken(turn.text(path), signal.controlId()));
        steps.doneHere(path, signal.payload(), true);
    }

    /** The step has waited long enough: it goes on with its default, or fails. */
    static void over(Turn turn, StepRules steps, StepPath path, StepAction.Signal signal) {
        turn.emit(new ControlFact.SignalTaken(turn.text(path), ""));
        var state = turn.step(path);
        if (signal.fallback().isEmpty()) {
            var message = "no signal came for step '" + turn.text(path) + "' before its timeout";
            var failure = Failure.of(FailureKind.TIMEOUT, "SIGNAL_TIMEOUT", message);
            steps.failed(path, state.run().startedAtMs(), turn.atMs(), failure);
            return;
        }
        try {
            var scope = JobScope.ofStep(turn.plan(), turn.draft(), path, state.attempt());
            steps.doneHere(path, signal.fallback().get().renderTyped(scope), true);
        } catch (LanguageException e) {
            steps.failed(path, state.run().startedAtMs(), turn.atMs(), steps.unresolved(path, e));
        }
    }

    /** Sets the timer anew of a step that waits. */
    static void rearm(Turn turn, StepPath path) {
        untilMs(turn, path).ifPresent(until -> turn.timer(JobTimer.Kind.WAIT, path, Math.max(until, turn.atMs())));
    }

    private static Optional<Long> untilMs(Turn turn, StepPath path) {
        var text = turn.text(path);
        return turn.draft().signals().awaited().stream()
                .filter(wait -> wait.step().equals(text) && wait.untilMs() > 0)
                .map(Signals.Awaited::untilMs)
                .findFirst();
    }

    /** A step is stopped that waits. */
    static void stopped(Turn turn, StepPath path) {
        var text = turn.text(path);
        if (turn.draft().signals().awaited().stream()
                .anyMatch(wait -> wait.step().equals(text))) {
            turn.emit(new ControlFact.SignalTaken(text, ""));
        }
    }
}
