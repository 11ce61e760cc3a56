package io.orchestrator.engine;

import io.orchestrator.engine.Decision.Ignored;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.StepStatus;
import io.orchestrator.model.TaskRef;
import io.orchestrator.model.WorkerControl;
import io.orchestrator.plan.Plan;
import io.orchestrator.plan.PlanStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One decision in the making: a draft of the state, into which every emitted event is folded at once. */
final class Turn {

    private final Plan plan;
    private final Draft draft;
    private final Input input;
    private final List<JobEvent> events = new ArrayList<>();
    private final List<Effect> effects = new ArrayList<>();

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

    JobRoot root() {
        return draft.root();
    }

    StepState step(int index) {
        return draft.step(plan, index);
    }

    StepState step(TaskRef task) {
        return draft.step(plan, index(task));
    }

    int index(TaskRef task) {
        return plan.find(task.step()).orElseThrow().index();
    }

    TaskRef task(PlanStep step, int attempt) {
        return Ids.task(input.jobId(), root().epoch(), step.id(), attempt);
    }

    void emit(JobFact fact) {
        var root = draft.rootOrNull();
        var sequence = root == null ? 1 : root.sequence() + 1;
        var epoch = root == null ? 0 : root.epoch();
        var event = new JobEvent(input.jobId(), sequence, epoch, atMs(), fact);
        Fold.apply(plan, draft, event);
        events.add(event);
    }

    void perform(Effect effect) {
        effects.add(effect);
    }

    void interrupt(TaskRef task, String worker, String reason) {
        perform(new Effect.Interrupt(new WorkerControl(task, worker, reason)));
    }

    /** Cancels every running step; one control reaches all workers of the job. */
    void stopRunning(String reason) {
        var stopped = 0;
        for (PlanStep step : plan.steps()) {
            if (draft.step(step).status() == StepStatus.RUNNING) {
                emit(new JobFact.StepCancelled(step.id()));
                stopped++;
            }
        }
        if (stopped > 0) {
            interrupt(new TaskRef("", input.jobId(), root().epoch(), "", 0), "", reason);
        }
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
        var step = plan.find(task.step());
        if (step.isEmpty()) {
            return Optional.of(Ignored.STALE_ATTEMPT);
        }
        var state = draft.step(step.get());
        var active = state.status() == StepStatus.RUNNING
                && state.attempt() == task.attempt()
                && state.commandId().equals(task.commandId());
        return active ? Optional.empty() : Optional.of(Ignored.STALE_ATTEMPT);
    }

    Decision decision(Optional<Ignored> ignored) {
        return new Decision(JobState.of(draft), events, effects, ignored);
    }
}
