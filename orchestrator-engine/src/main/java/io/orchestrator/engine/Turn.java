package io.orchestrator.engine;

import io.orchestrator.engine.Decision.Ignored;
import io.orchestrator.model.ControlFact;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.Priority;
import io.orchestrator.model.StepStatus;
import io.orchestrator.model.TaskRef;
import io.orchestrator.model.WorkerControl;
import io.orchestrator.plan.FramePath;
import io.orchestrator.plan.Plan;
import io.orchestrator.plan.StepPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One decision in the making: a draft of the state, into which every emitted event is folded at once. */
final class Turn {

    /** After so many events a loop goes on in a decision of its own. */
    private static final int MANY_EVENTS = 500;

    private final Plan plan;
    private final Draft draft;
    private final Input input;
    private final List<JobEvent> events = new ArrayList<>();
    private final List<Effect> effects = new ArrayList<>();
    private boolean checkpointed;

    Turn(Plan plan, JobState state, Input input) {
        this.plan = plan;
        this.draft = state.draft();
        this.input = input;
    }

    Plan plan() {
        return plan;
    }

    Draft draft() {
        return draft;
    }

    long atMs() {
        return input.atMs();
    }

    boolean exists() {
        return draft.rootOrNull() != null;
    }

    boolean ended() {
        return draft.root().status().terminal();
    }

    /** Whether this decision is large enough. */
    boolean crowded() {
        return events.size() >= MANY_EVENTS;
    }

    JobRoot root() {
        return draft.root();
    }

    StepState step(StepPath path) {
        return draft.step(plan, path);
    }

    /** The step instance that an accepted task is of. */
    StepPath path(TaskRef task) {
        return plan.find(task.step()).orElseThrow();
    }

    String text(StepPath path) {
        return plan.text(path);
    }

    /** The attempt, with the id of its command while that is out. */
    TaskRef task(StepPath path, int attempt) {
        var state = step(path);
        return state.attempt() == attempt && !state.commandId().isEmpty()
                ? new TaskRef(state.commandId(), input.jobId(), root().epoch(), text(path), attempt)
                : Ids.task(input.jobId(), root().epoch(), text(path), attempt);
    }

    /** Whether every step around the frame still runs it. */
    boolean alive(FramePath frame) {
        var ending = root().ending();
        if (frame.isRoot()) {
            return frame.equals(FramePath.ROOT) ? ending == null : ending != null && ending.cleaning();
        }
        var owner = step(frame.opener());
        if (runsAtTheEnd(frame)) {
            return ending != null && owner.frames().open().contains(frame.number());
        }
        return (frame.isFinally() || owner.status() == StepStatus.RUNNING)
                && owner.frames().open().contains(frame.number())
                && alive(frame.opener().frame());
    }

    /** Whether the frame runs while the job ends: the cleanup, what undoes a step, what runs after one that was stopped. */
    boolean runsAtTheEnd(FramePath frame) {
        return frame.isOfEnding() || (frame.isFinally() && Compensations.stopped(step(frame.opener())));
    }

    /** Something happened; what is large in it is kept elsewhere first. */
    void emit(JobFact told) {
        var fact = KeptFacts.of(told, draft.artifacts().keeper());
        var root = draft.rootOrNull();
        if (root != null && fact.terminal()) {
            Admissions.leave(this);
        }
        var sequence = root == null ? 1 : root.sequence() + 1;
        var epoch = root == null ? 0 : epochOf(fact, root.epoch());
        var event = new JobEvent(input.jobId(), sequence, epoch, atMs(), fact);
        Fold.apply(plan, draft, event);
        events.add(event);
        if (fact.terminal()) {
            ended(fact);
        }
    }

    private void ended(JobFact fact) {
        var parent = draft.header().parent();
        var retried = fact instanceof JobFact.JobFailed && ControlRules.isRetried(this);
        if (parent != null && !retried) {
            perform(new Effect.TellParent(Children.ended(draft.header().jobId(), parent, draft.root())));
        }
    }

    private static int epochOf(JobFact fact, int now) {
        return switch (fact) {
            case ControlFact.Restored restored -> restored.epoch();
            case ControlFact.RerunBegan rerun -> rerun.epoch();
            case ControlFact.Archived archived -> archived.epoch();
            default -> now;
        };
    }

    /** Keeps the job as it is before this decision; only the first checkpoint of a decision is made. */
    void checkpoint(ControlFact.Cause cause, String name, ControlFact.By by) {
        if (checkpointed) {
            return;
        }
        checkpointed = true;
        var number = root().versions().checkpoints() + 1;
        emit(new ControlFact.CheckpointMade(number, root().sequence(), cause, name, by));
    }

    /** Of the job's commands. */
    Priority priority() {
        var changed = root().course().priority();
        return changed == null ? draft.header().priority() : changed;
    }

    String jobId() {
        return input.jobId();
    }

    void perform(Effect effect) {
        effects.add(effect);
    }

    void timer(JobTimer.Kind kind, StepPath path, long dueAtMs) {
        perform(new Effect.SetTimer(new JobTimer(
                input.jobId(), kind, text(path), root().epoch(), step(path).attempt(), dueAtMs)));
    }

    void interrupt(TaskRef task, String worker, String reason) {
        perform(new Effect.Interrupt(new WorkerControl(task, worker, reason)));
    }

    /**
     * Cancels every running step of the job. One control reaches all its workers, unless steps of the job's end are to
     * follow: workers would not begin those either.
     */
    void stopJob(String reason) {
        var tasks = new ArrayList<TaskRef>();
        var stopped = stop(FramePath.ROOT, tasks);
        if (root().ending() != null) {
            stopped += stopEnding(tasks);
        }
        if (endsInSteps()) {
            tasks.forEach(task -> interrupt(task, "", reason));
        } else if (stopped > 0) {
            interrupt(new TaskRef("", input.jobId(), root().epoch(), "", 0), "", reason);
        }
    }

    /** Whether compensation or cleanup may run before the job is over. */
    private boolean endsInSteps() {
        return root().ending() == null && (!plan.cleanup().steps().isEmpty() || Compensations.any(plan));
    }

    private int stopEnding(List<TaskRef> tasks) {
        var stopped = stop(FramePath.CLEANUP, tasks);
        for (FramePath frame : Compensations.of(this, JobStatus.CANCELLED)) {
            if (step(frame.opener()).frames().open().contains(frame.number())) {
                stopped += stop(frame, tasks);
            }
        }
        return stopped;
    }

    /** Cancels every running step of a frame; each of its workers is told. */
    void stop(FramePath frame, String reason) {
        var tasks = new ArrayList<TaskRef>();
        stop(frame, tasks);
        tasks.forEach(task -> interrupt(task, "", reason));
    }

    private int stop(FramePath frame, List<TaskRef> tasks) {
        var stopped = 0;
        for (int index : plan.block(frame).steps()) {
            var path = frame.step(index);
            var state = step(path);
            if (state.frames().open().contains(FramePath.FINALLY)) {
                stopped += stop(path.frame(FramePath.FINALLY), tasks);
            }
            if (state.status() != StepStatus.RUNNING) {
                continue;
            }
            for (int number : state.frames().open()) {
                stopped += stop(path.frame(number), tasks);
            }
            if (Children.running(this, path)) {
                Children.cancel(this, path, "nobody waits for it any more");
            } else if (!state.commandId().isEmpty()) {
                tasks.add(task(path, state.attempt()));
            }
            SignalRules.stopped(this, path);
            emit(new JobFact.StepCancelled(text(path)));
            stopped++;
        }
        return stopped;
    }

    /** Why something about this attempt is ignored; empty where it is the active one. */
    Optional<Ignored> checkActive(TaskRef task) {
        if (!exists()) {
            return Optional.of(Ignored.UNKNOWN_JOB);
        }
        if (ended()) {
            return Optional.of(Ignored.JOB_ENDED);
        }
        if (task.epoch() != root().epoch()) {
            return Optional.of(Ignored.STALE_EPOCH);
        }
        var path = plan.find(task.step());
        if (path.isEmpty()) {
            return Optional.of(Ignored.STALE_ATTEMPT);
        }
        var state = step(path.get());
        var active = state.status() == StepStatus.RUNNING
                && state.attempt() == task.attempt()
                && !state.commandId().isEmpty()
                && state.commandId().equals(task.commandId());
        return active ? Optional.empty() : Optional.of(Ignored.STALE_ATTEMPT);
    }

    Decision decision(Optional<Ignored> ignored) {
        return new Decision(JobState.of(draft), events, effects, ignored);
    }
}
