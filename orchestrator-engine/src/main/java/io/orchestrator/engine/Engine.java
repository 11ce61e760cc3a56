package io.orchestrator.engine;

import io.orchestrator.engine.Decision.Ignored;
import io.orchestrator.language.value.LanguageException;
import io.orchestrator.model.ChildEnded;
import io.orchestrator.model.ControlFact;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.JobRequest;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.JobTicket;
import io.orchestrator.model.LaneRequest;
import io.orchestrator.model.TaskRef;
import io.orchestrator.model.TaskResult;
import io.orchestrator.model.Value;
import io.orchestrator.model.Wish;
import io.orchestrator.plan.Plan;
import java.util.Optional;

/** Decides what an input means for a job. */
public final class Engine {

    private Engine() {}

    /**
     * What the input leads to. Total: an input that does not fit is ignored with a reason, never refused with an
     * exception.
     *
     * @param plan the job's plan
     * @param state the job's state, absent for a job that was never asked for
     * @param input what has reached the job
     */
    public static Decision decide(Plan plan, JobState state, Input input) {
        return Correlations.told(state, input, decided(plan, state, input));
    }

    private static Decision decided(Plan plan, JobState state, Input input) {
        var due = Checkpoints.due(state, input);
        var decision = decide(plan, state, input, due);
        if (decision.ignored().isPresent()) {
            return due.isPresent() ? decide(plan, state, input, Optional.empty()) : decision;
        }
        return Checkpoints.before(state, input, decision)
                .map(cause -> decide(plan, state, input, Optional.of(cause)))
                .orElse(decision);
    }

    private static Decision decide(Plan plan, JobState state, Input input, Optional<ControlFact.Cause> checkpoint) {
        var turn = new Turn(plan, state, input);
        checkpoint.ifPresent(cause -> turn.checkpoint(cause, "", ControlFact.By.NOBODY));
        return decide(turn, input);
    }

    private static Decision decide(Turn turn, Input input) {
        var ignored = switch (input) {
            case Input.Submit submit -> submit(turn, submit);
            case Input.Refuse refuse -> refuse(turn, refuse);
            case Input.Started started -> started(turn, started);
            case Input.Progress progress -> progress(turn, progress);
            case Input.Completed completed -> completed(turn, completed);
            case Input.ChildEnded ended -> childEnded(turn, ended);
            case Input.Ticket answer -> Admissions.answered(turn, answer.ticket());
            case Input.TimerFired fired -> fired(turn, fired.timer());
            case Input.Control control -> control(turn, control);
            case Input.RefuseControl refused -> refuseControl(turn, refused);
            case Input.Quarantine quarantine -> quarantine(turn, quarantine);
        };
        if (turn.exists() && !(input instanceof Input.Quarantine)) {
            ControlRules.afterFailure(turn);
        }
        return turn.decision(ignored);
    }

    /** A request that cannot be run needs no plan. */
    public static Decision refuse(JobState state, Input.Refuse input) {
        var turn = new Turn(Plan.NONE, state, input);
        return turn.decision(refuse(turn, input));
    }

    private static Optional<Ignored> submit(Turn turn, Input.Submit submit) {
        if (turn.exists()) {
            return Optional.of(Ignored.DUPLICATE_REQUEST);
        }
        var request = submit.request();
        var plan = turn.plan();
        turn.emit(new JobFact.JobAccepted(
                plan.key(),
                plan.hash(),
                submit.inputs(),
                request.priority().orElse(plan.priority()),
                request.labels(),
                request.workspace(),
                request.requestedBy(),
                request.requestedAtMs(),
                plan.outline(),
                request.parent()));
        begin(turn, submit);
        return Optional.empty();
    }

    private static void begin(Turn turn, Input.Submit submit) {
        var steps = new StepRules(turn);
        try {
            var lanes = Admissions.lanes(turn, submit);
            if (!lanes.isEmpty()) {
                Admissions.queue(turn, lanes);
                return;
            }
        } catch (LanguageException e) {
            turn.emit(Ending.failed(Admissions.noKey(e), "", Value.EMPTY).fact());
            return;
        }
        if (turn.plan().timeoutMs() > 0) {
            turn.perform(new Effect.SetTimer(new JobTimer(
                    submit.jobId(),
                    JobTimer.Kind.DEADLINE,
                    "",
                    0,
                    0,
                    turn.atMs() + turn.plan().timeoutMs())));
        }
        steps.begin();
    }

    private static Optional<Ignored> refuse(Turn turn, Input.Refuse refuse) {
        if (turn.exists()) {
            return Optional.of(Ignored.DUPLICATE_REQUEST);
        }
        var workflow = refuse.request().workflow().orElse("");
        turn.emit(new JobFact.JobRejected(
                workflow, refuse.failure(), refuse.findings(), refuse.request().parent()));
        return Optional.empty();
    }

    private static Optional<Ignored> started(Turn turn, Input.Started input) {
        var started = input.started();
        var ignored = turn.checkActive(started.task());
        if (ignored.isPresent()) {
            return ignored;
        }
        if (turn.step(turn.path(started.task())).run().startedAtMs() > 0) {
            return Optional.of(Ignored.ALREADY_STARTED);
        }
        turn.emit(new JobFact.StepStarted(started.task(), started.worker(), started.atMs()));
        Grants.give(turn, started);
        return Optional.empty();
    }

    private static Optional<Ignored> progress(Turn turn, Input.Progress input) {
        var progress = input.progress();
        var task = progress.task();
        var ignored = turn.checkActive(task);
        if (ignored.isPresent()) {
            return ignored;
        }
        if (Leases.isQuestion(progress)) {
            return Leases.asked(turn, progress);
        }
        if (Grants.isOthers(turn, task, progress.worker())) {
            return Optional.of(Ignored.STALE_ATTEMPT);
        }
        var until = input.atMs() + progress.leaseMs();
        turn.emit(new JobFact.StepLeaseRenewed(task, progress.worker(), until, progress.message()));
        turn.timer(JobTimer.Kind.LEASE, turn.path(task), until);
        return Optional.empty();
    }

    private static Optional<Ignored> completed(Turn turn, Input.Completed input) {
        var completed = input.completed();
        var ignored = turn.checkActive(completed.task());
        if (ignored.isPresent()) {
            return ignored;
        }
        if (Grants.isOthers(turn, completed.task(), completed.worker())) {
            return Optional.of(Ignored.STALE_ATTEMPT);
        }
        var rules = new StepRules(turn);
        switch (completed.result()) {
            case TaskResult.Done done ->
                rules.done(
                        completed.task(), completed.worker(), completed.startedAtMs(), completed.completedAtMs(), done);
            case TaskResult.Failed failed ->
                rules.attemptFailed(
                        completed.task(), completed.startedAtMs(), completed.completedAtMs(), failed.failure());
        }
        rules.run();
        return Optional.empty();
    }

    private static Optional<Ignored> childEnded(Turn turn, Input.ChildEnded input) {
        var ended = input.ended();
        if (!turn.exists()) {
            return Optional.of(Ignored.UNKNOWN_JOB);
        }
        if (turn.ended()) {
            return Optional.of(Ignored.JOB_ENDED);
        }
        if (ended.epoch() != turn.root().epoch()) {
            return Optional.of(Ignored.STALE_EPOCH);
        }
        var path = turn.plan().find(ended.step());
        if (path.isEmpty() || !Children.waits(turn, path.get(), ended)) {
            return Optional.of(Ignored.STALE_ATTEMPT);
        }
        var rules = new StepRules(turn);
        Children.ended(turn, rules, path.get(), ended);
        rules.run();
        return Optional.empty();
    }

    private static Optional<Ignored> fired(Turn turn, JobTimer timer) {
        if (!turn.exists()) {
            return Optional.of(Ignored.UNKNOWN_JOB);
        }
        if (turn.ended()) {
            return Optional.of(Ignored.JOB_ENDED);
        }
        if (timer.epoch() != turn.root().epoch()) {
            return Optional.of(Ignored.STALE_TIMER);
        }
        if (!timer.step().isEmpty()) {
            return TimerRules.fired(turn, timer);
        }
        return switch (timer.kind()) {
            case RETRY -> retried(turn);
            case ADMISSION -> Admissions.askAgain(turn, timer);
            case DEADLINE, LEASE, WAIT, RESUME -> deadline(turn);
        };
    }

    private static Optional<Ignored> retried(Turn turn) {
        if (turn.root().status() != JobStatus.RETRYING) {
            return Optional.of(Ignored.STALE_TIMER);
        }
        turn.emit(new ControlFact.Resumed(ControlFact.By.NOBODY));
        Revival.goOn(turn, new StepRules(turn), turn.atMs());
        return Optional.empty();
    }

    private static Optional<Ignored> deadline(Turn turn) {
        turn.stopJob("job timed out");
        var failure = Failure.of(
                FailureKind.TIMEOUT,
                "JOB_TIMEOUT",
                "the job ran longer than its timeout of " + turn.plan().timeoutMs() + " ms");
        new StepRules(turn).end(Ending.failed(failure, "", Value.EMPTY));
        return Optional.empty();
    }

    /**
     * What is told to the step that asks for a job whose id another job has; empty where the request is only there
     * twice.
     */
    public static Optional<ChildEnded> clash(JobState state, JobRequest request) {
        return Children.clash(state.header(), request);
    }

    /** What a lane is told that believes in a ticket which the job has no use for; empty where it has. */
    public static Optional<LaneRequest> returned(JobState state, JobTicket ticket) {
        return Admissions.returned(state, ticket);
    }

    private static Optional<Ignored> control(Turn turn, Input.Control input) {
        if (!turn.exists()) {
            var cancels = input.control().wish() instanceof Wish.Cancel;
            var parent = input.control().parent().filter(id -> cancels);
            parent.ifPresent(id -> Children.neverBegun(turn, input.control(), id));
            return parent.isPresent() ? Optional.empty() : Optional.of(Ignored.UNKNOWN_JOB);
        }
        return ControlRules.apply(turn, input.control());
    }

    private static Optional<Ignored> refuseControl(Turn turn, Input.RefuseControl input) {
        return turn.exists()
                ? ControlRules.refuse(turn, input.control(), input.why())
                : Optional.of(Ignored.UNKNOWN_JOB);
    }

    private static Optional<Ignored> quarantine(Turn turn, Input.Quarantine input) {
        if (!turn.exists()) {
            return Optional.of(Ignored.UNKNOWN_JOB);
        }
        if (turn.ended()) {
            return Optional.of(Ignored.JOB_ENDED);
        }
        turn.interrupt(new TaskRef("", input.jobId(), turn.root().epoch(), "", 0), "", "job quarantined");
        Children.cancelAll(
                turn,
                "the job that waits for it ended by a fault: " + input.failure().message());
        turn.emit(new JobFact.JobFailed(Optional.of(input.failure()), "", Value.EMPTY));
        return Optional.empty();
    }
}
