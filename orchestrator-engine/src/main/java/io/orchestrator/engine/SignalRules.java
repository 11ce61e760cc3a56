package io.orchestrator.engine;

import io.orchestrator.language.value.LanguageException;
import io.orchestrator.language.value.LanguageException.Kind;
import io.orchestrator.language.value.Scope;
import io.orchestrator.model.ControlFact;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.OutsideSignal;
import io.orchestrator.model.SealedText;
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
        var prompt = prompt(signal, scope);
        var written = signal.key().render(scope);
        var key = written.isEmpty() && Answers.areAsked(prompt) ? turn.text(path) : written;
        requireCorrelation(signal, name, key);
        var until = signal.timeout().map(timeout -> turn.atMs() + Waits.forMs(timeout.renderTyped(scope), "timeout"));
        turn.emit(new ControlFact.SignalAwaited(turn.task(path, attempt), name, key, prompt, until));
        var early = turn.draft().signals().early(name, key);
        if (early.isPresent()) {
            take(turn, steps, path, early.get());
        } else if (Answers.isKnown(prompt)) {
            turn.emit(new ControlFact.SignalTaken(turn.text(path), ""));
            end(steps, path, Answers.of(prompt, Value.Bool.TRUE, Answers.By.NOBODY, 0));
        } else if (until.isPresent() && until.get() <= turn.atMs()) {
            over(turn, steps, path, signal);
        } else {
            until.ifPresent(untilMs -> turn.timer(JobTimer.Kind.WAIT, path, untilMs));
        }
    }

    private static void requireCorrelation(StepAction.Signal signal, String name, String key) {
        if (!signal.correlate()) {
            return;
        }
        var problems = OutsideSignal.problems(name, key);
        if ((name + key).contains(SealedText.PREFIX)) {
            problems.add("name and key must have no sensitive values");
        }
        if (!problems.isEmpty()) {
            throw new LanguageException(Kind.TYPE, 0, "a signal that names no job: " + String.join("; ", problems));
        }
    }

    private static Value.Dict prompt(StepAction.Signal signal, Scope scope) {
        // Who is asked is shown all of it.
        return signal.prompt().render(scope) instanceof Value.Dict dict
                ? dict.mapTexts(scope.opener()::opened)
                : Value.EMPTY;
    }

    /** What is wrong with an answer for a step that waits; empty where nothing is, or none waits yet. */
    static Optional<String> unfit(Turn turn, Wish.Signal signal) {
        return turn.draft()
                .signals()
                .awaited(signal.name(), signal.key())
                .flatMap(wait -> turn.plan().find(wait.step()))
                .flatMap(path -> unfit(turn, path, signal.payload()));
    }

    private static Optional<String> unfit(Turn turn, StepPath path, Value payload) {
        if (!(turn.plan().step(path).action() instanceof StepAction.Signal asked)) {
            return Optional.empty();
        }
        try {
            return Answers.unfit(prompt(asked, scope(turn, path)), payload);
        } catch (LanguageException e) {
            return Optional.empty(); // taking the answer fails the step with the same cause
        }
    }

    private static Scope scope(Turn turn, StepPath path) {
        return JobScope.ofStep(turn.plan(), turn.draft(), path, turn.step(path).attempt());
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
        // One that came early may be kept elsewhere; it came in a record, and so is small enough to be seen.
        var payload = Value.mapTexts(signal.payload(), turn.draft().opener()::opened);
        var unfit = unfit(turn, path, payload);
        if (unfit.isPresent()) {
            var message = "the answer that step '" + turn.text(path) + "' has is of no use: " + unfit.get();
            fail(turn, steps, path, Failure.of(FailureKind.INVALID, "ANSWER_UNFIT", message));
        } else {
            answer(turn, steps, path, payload);
        }
    }

    private static void answer(Turn turn, StepRules steps, StepPath path, Value payload) {
        try {
            var asked = (StepAction.Signal) turn.plan().step(path).action();
            var prompt = prompt(asked, scope(turn, path));
            var waitedMs = turn.atMs() - turn.step(path).run().startedAtMs();
            end(steps, path, Answers.of(prompt, payload, Answers.By.SOMEBODY, waitedMs));
        } catch (LanguageException e) {
            fail(turn, steps, path, steps.unresolved(path, e));
        }
    }

    private static void end(StepRules steps, StepPath path, Answers.Answer answer) {
        steps.doneHere(path, answer.result(), answer.success());
    }

    private static void fail(Turn turn, StepRules steps, StepPath path, Failure failure) {
        steps.failed(path, turn.step(path).run().startedAtMs(), turn.atMs(), failure);
    }

    /** The step has waited long enough: it goes on with its default, or fails. */
    static void over(Turn turn, StepRules steps, StepPath path, StepAction.Signal signal) {
        turn.emit(new ControlFact.SignalTaken(turn.text(path), ""));
        if (signal.fallback().isEmpty()) {
            var message = "no signal came for step '" + turn.text(path) + "' before its timeout";
            fail(turn, steps, path, Failure.of(FailureKind.TIMEOUT, "SIGNAL_TIMEOUT", message));
            return;
        }
        try {
            var scope = scope(turn, path);
            var fallback = signal.fallback().get().renderTyped(scope);
            var waitedMs = turn.atMs() - turn.step(path).run().startedAtMs();
            end(steps, path, Answers.of(prompt(signal, scope), fallback, Answers.By.NOBODY, waitedMs));
        } catch (LanguageException e) {
            fail(turn, steps, path, steps.unresolved(path, e));
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
