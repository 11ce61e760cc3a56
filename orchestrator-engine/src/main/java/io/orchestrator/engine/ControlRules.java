package io.orchestrator.engine;

import io.orchestrator.engine.Decision.Ignored;
import io.orchestrator.model.ControlFact;
import io.orchestrator.model.ControlFact.Cause;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.JobControl;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.Wish;
import io.orchestrator.plan.FramePath;
import java.util.Optional;
import java.util.regex.Pattern;

/** What clients want of a job, and whether that can be. */
final class ControlRules {

    private static final String TOO_MANY =
            "more than " + Spent.MAX + " steps have begun that must not run twice: rerun it from a step";

    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");

    private final Turn turn;
    private final StepRules steps;
    private final JobControl control;
    private final ControlFact.By by;

    private ControlRules(Turn turn, JobControl control) {
        this.turn = turn;
        this.steps = new StepRules(turn);
        this.control = control;
        this.by = new ControlFact.By(control.controlId(), control.reason(), control.actor());
    }

    static Optional<Ignored> apply(Turn turn, JobControl control) {
        if (turn.root().course().lastWishes().contains(control.controlId())) {
            return Optional.of(Ignored.DUPLICATE_CONTROL);
        }
        return new ControlRules(turn, control).apply();
    }

    /** The client is told why not, in the job's events. */
    static Optional<Ignored> refuse(Turn turn, JobControl control, String why) {
        return new ControlRules(turn, control).refuse(why);
    }

    private Optional<Ignored> apply() {
        var expected = control.expectedSequence();
        var last = turn.root().sequence();
        if (expected > 0 && expected != last) {
            return refuse("the job's last event is " + last + ", not " + expected + " as expected");
        }
        return switch (control.wish()) {
            case Wish.Cancel w -> cancel();
            case Wish.Pause pause -> pause(pause);
            case Wish.Resume w -> resume();
            case Wish.Retry retry -> retry(retry);
            case Wish.Rerun rerun -> Reruns.apply(turn, steps, rerun, by).map(this::refuseNow);
            case Wish.Restore restore -> restore(restore.checkpoint());
            case Wish.Rollback rollback -> rollback(rollback);
            case Wish.SetVariable set -> setVariable(set);
            case Wish.SetPriority set -> setPriority(set);
            case Wish.MakeCheckpoint make -> makeCheckpoint(make);
            case Wish.DropCheckpoint drop -> dropCheckpoint(drop);
            case Wish.Signal signal -> signal(signal);
            case Wish.Archive w -> archive();
        };
    }

    /** An ended job keeps its last word: what is refused then is counted only. */
    private Optional<Ignored> refuse(String why) {
        return Optional.of(refuseNow(why));
    }

    private Ignored refuseNow(String why) {
        if (!turn.ended()) {
            turn.emit(new ControlFact.Refused(control.wish().word(), why, by));
        }
        return Ignored.CONTROL_REFUSED;
    }

    private Optional<Ignored> ended() {
        return refuse("the job is " + turn.root().status().word());
    }

    private Optional<Ignored> alive(ControlFact fact) {
        if (turn.ended()) {
            return ended();
        }
        turn.emit(fact);
        return Optional.empty();
    }

    private Optional<Ignored> cancel() {
        if (turn.ended()) {
            return Optional.of(Ignored.JOB_ENDED);
        }
        if (Admissions.idle(turn)) {
            // Nothing of it has begun, so that nothing is to be cleaned up.
            turn.emit(Ending.cancelled(control.reason(), control.actor()).fact());
            return Optional.empty();
        }
        turn.stopJob("job cancelled: " + control.reason());
        steps.end(Ending.cancelled(control.reason(), control.actor()));
        return Optional.empty();
    }

    private Optional<Ignored> pause(Wish.Pause pause) {
        if (turn.ended() || turn.root().status() == JobStatus.PAUSED) {
            return ended();
        }
        turn.checkpoint(Cause.PAUSE, "", ControlFact.By.NOBODY);
        Admissions.leaveUnlessRunning(turn);
        turn.emit(new ControlFact.Paused(by));
        if (pause.now()) {
            Revival.interrupt(turn, "job paused: " + control.reason());
        }
        Children.tellAll(turn, pause, "the job that waits for it is paused");
        return Optional.empty();
    }

    private Optional<Ignored> resume() {
        var status = turn.root().status();
        if (status != JobStatus.PAUSED && status != JobStatus.RETRYING) {
            return ended();
        }
        turn.emit(new ControlFact.Resumed(by));
        Children.tellAll(turn, new Wish.Resume(), "the job that waits for it goes on");
        Revival.goOn(turn, steps, status == JobStatus.PAUSED ? Admissions.sinceMs(turn) : turn.atMs());
        return Optional.empty();
    }

    private Optional<Ignored> retry(Wish.Retry retry) {
        if (turn.root().status() != JobStatus.FAILED) {
            return ended();
        }
        var checkpoint = Revival.beforeFailure(turn);
        if (checkpoint.isEmpty()) {
            return refuse("there is no checkpoint from before it failed: rerun it from a step");
        }
        if (!Compensations.undone(turn).isEmpty()) {
            return refuse("completed steps were undone when it failed: rerun it from a step");
        }
        if (isUnknown(turn)) {
            return refuse("it failed at step '" + turn.root().failedStep()
                    + "', which must not run twice: rerun it from there where it is to run again");
        }
        var begun = Spent.begun(turn);
        if (begun.size() > Spent.MAX) {
            return refuse(TOO_MANY);
        }
        goBack(checkpoint.get(), Restoring.RETRY);
        Spent.mark(turn, begun);
        turn.emit(new ControlFact.RetriesGranted(retry.times() - 1, retry.delayMs(), ControlFact.By.NOBODY));
        Revival.start(turn, steps);
        return Optional.empty();
    }

    private Optional<Ignored> restore(int number) {
        if (turn.root().status() == JobStatus.ARCHIVED) {
            return ended();
        }
        var found = turn.draft().checkpoints().stream()
                .filter(one -> one.number() == number)
                .findFirst();
        if (found.isEmpty()) {
            return refuse("there is no checkpoint " + number);
        }
        var begun = Spent.begun(turn);
        if (begun.size() > Spent.MAX) {
            return refuse(TOO_MANY);
        }
        goBack(found.get(), Restoring.RESTORE);
        Spent.mark(turn, begun);
        Revival.start(turn, steps);
        return Optional.empty();
    }

    private Optional<Ignored> rollback(Wish.Rollback rollback) {
        var found = turn.draft().checkpoints().stream()
                .filter(one -> one.sequence() <= rollback.sequence())
                .reduce((first, second) -> second);
        return found.isEmpty()
                ? refuse("there is no checkpoint at event " + rollback.sequence() + " or before")
                : restore(found.get().number());
    }

    private enum Restoring {
        RETRY,
        RESTORE
    }

    private void goBack(Checkpoint to, Restoring how) {
        if (!turn.ended()) {
            turn.checkpoint(Cause.RESTORE, "", ControlFact.By.NOBODY);
            Admissions.leaveUnlessRunning(turn);
            Revival.leave(turn, "job goes back to checkpoint " + to.number());
        }
        turn.emit(new ControlFact.Restored(
                turn.root().epoch() + 1, to.number(), how == Restoring.RETRY, turn.atMs(), by));
    }

    private Optional<Ignored> setPriority(Wish.SetPriority set) {
        var ignored = alive(new ControlFact.PriorityChanged(set.priority(), by));
        if (ignored.isEmpty()) {
            Admissions.askAgain(turn);
        }
        return ignored;
    }

    private Optional<Ignored> setVariable(Wish.SetVariable set) {
        if (!VARIABLE.matcher(set.name()).matches()) {
            return refuse("'" + set.name() + "' is no name of a variable");
        }
        var size = Variables.told(set.value()).bytes();
        if (size > Variables.MAX_SET_BYTES) {
            return refuse("a variable that a client sets has at most " + Variables.MAX_SET_BYTES + " bytes as JSON, '"
                    + set.name() + "' has " + size);
        }
        var before = turn.draft().variable(new VariablePath(FramePath.ROOT, set.name()));
        var version = before == null ? 1 : before.version() + 1;
        return alive(new ControlFact.VariableSet(set.name(), version, set.value(), by));
    }

    private Optional<Ignored> makeCheckpoint(Wish.MakeCheckpoint make) {
        if (turn.ended()) {
            return ended();
        }
        turn.checkpoint(Cause.MANUAL, make.name(), by);
        return Optional.empty();
    }

    private Optional<Ignored> dropCheckpoint(Wish.DropCheckpoint drop) {
        var known = turn.draft().checkpoints().stream().anyMatch(one -> one.number() == drop.checkpoint());
        if (!known) {
            return refuse("there is no checkpoint " + drop.checkpoint());
        }
        return alive(new ControlFact.CheckpointDropped(drop.checkpoint(), by));
    }

    private Optional<Ignored> signal(Wish.Signal signal) {
        if (turn.ended()) {
            return ended();
        }
        if (turn.draft().signals().early().size() >= Signals.MAX_EARLY) {
            return refuse("already " + Signals.MAX_EARLY + " signals have come that no step waited for");
        }
        var unfit = SignalRules.unfit(turn, signal);
        if (unfit.isPresent()) {
            return refuse(unfit.get());
        }
        turn.emit(new ControlFact.SignalReceived(signal.name(), signal.key(), signal.payload(), by));
        SignalRules.arrived(turn, steps, signal, control.controlId());
        steps.run();
        return Optional.empty();
    }

    private Optional<Ignored> archive() {
        var status = turn.root().status();
        if (!turn.ended() || status == JobStatus.ARCHIVED) {
            return refuse("the job is " + status.word() + ": only a job that has ended can be archived");
        }
        turn.emit(new ControlFact.Archived(turn.root().epoch() + 1, by));
        return Optional.empty();
    }

    /** A job that has failed is retried where a client has asked for that. */
    static void afterFailure(Turn turn) {
        if (turn.root().status() != JobStatus.FAILED || !isRetried(turn)) {
            return;
        }
        var checkpoint = Revival.beforeFailure(turn).orElseThrow();
        var begun = Spent.begun(turn);
        var resumeAtMs = turn.atMs() + turn.root().course().retryDelayMs();
        turn.emit(new ControlFact.Restored(
                turn.root().epoch() + 1, checkpoint.number(), true, resumeAtMs, ControlFact.By.NOBODY));
        Spent.mark(turn, begun);
        Revival.start(turn, new StepRules(turn));
    }

    /** Whether the job, now that it has failed, is retried without being asked. */
    static boolean isRetried(Turn turn) {
        return turn.root().course().retriesLeft() > 0
                && Revival.beforeFailure(turn).isPresent()
                && Compensations.undone(turn).isEmpty()
                && !isUnknown(turn)
                && Spent.begun(turn).size() <= Spent.MAX;
    }

    /** Whether it failed because nobody knows what a step did that must not run twice: no retry can tell. */
    private static boolean isUnknown(Turn turn) {
        var failure = turn.root().failure();
        return failure != null && failure.kind() == FailureKind.UNKNOWN;
    }

    /** Whether the job fails with one of these. */
    static boolean fails(JobFact fact) {
        return fact instanceof JobFact.JobFailed
                || (fact instanceof JobFact.JobEnding ending && ending.status() == JobStatus.FAILED);
    }
}
