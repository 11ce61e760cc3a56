package io.orchestrator.engine;

import io.orchestrator.model.AdmissionFact;
import io.orchestrator.model.ControlFact;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.Priority;
import io.orchestrator.model.StepStatus;
import io.orchestrator.model.Value;
import io.orchestrator.plan.FramePath;
import io.orchestrator.plan.Plan;
import io.orchestrator.plan.StepPath;
import java.util.List;
import java.util.Map;

/** Applies events to state: the one code that changes a job, on the normal path, in replay and in audit. */
public final class Fold {

    private Fold() {}

    /**
     * The state after the events.
     *
     * @param plan the job's plan
     * @param state the state before them
     * @param events in order, without gaps
     */
    public static JobState apply(Plan plan, JobState state, List<JobEvent> events) {
        var draft = state.draft();
        for (JobEvent event : events) {
            apply(plan, draft, event);
        }
        return JobState.of(draft);
    }

    static void apply(Plan plan, Draft draft, JobEvent event) {
        switch (event.fact()) {
            case JobFact.JobAccepted fact -> accept(draft, event, fact);
            case JobFact.JobRejected fact -> reject(draft, event, fact);
            case JobFact.JobCompleted fact ->
                draft.put(draft.root().ended(JobStatus.COMPLETED, fact.success(), fact.outputs()));
            case JobFact.JobFailed fact ->
                draft.put(draft.root()
                        .ended(JobStatus.FAILED, false, fact.outputs())
                        .failed(fact.failure().orElse(null), fact.step()));
            case JobFact.JobCancelled fact -> draft.put(draft.root().ended(JobStatus.CANCELLED, false, Value.EMPTY));
            case JobFact.StepScheduled fact -> {
                var task = fact.task();
                draft.put(state(plan, draft, task.step()).scheduled(task.attempt(), task.commandId()));
            }
            case JobFact.StepStarted fact ->
                draft.put(state(plan, draft, fact.task().step()).started(fact.worker(), fact.startedAtMs()));
            case JobFact.StepLeaseRenewed fact ->
                draft.put(state(plan, draft, fact.task().step()).leased(fact.worker(), fact.untilMs()));
            case JobFact.StepRetryScheduled fact -> {
                var state = state(plan, draft, fact.task().step());
                var excused = state.tries().excused();
                draft.put(state.betweenAttempts(
                        fact.failure(), excused + (Retries.excuses(fact.failure(), excused) ? 1 : 0)));
            }
            case JobFact.StepCompleted fact -> complete(plan, draft, fact);
            case JobFact.StepFailed fact -> fail(plan, draft, fact);
            case JobFact.StepSkipped fact -> {
                var path = path(plan, fact.step());
                var ran = !draft.step(plan, path).tries().fresh();
                draft.put(draft.step(plan, path).skipped(event.atMs()));
                if (ran) {
                    settled(plan, draft, path);
                } else {
                    end(plan, draft, path, FrameState.Ending.FINE);
                }
            }
            case JobFact.StepCancelled fact ->
                draft.put(state(plan, draft, fact.step()).cancelled(event.atMs()));
            case JobFact.StepOpened fact -> FoldBlocks.opened(plan, draft, event, fact);
            case JobFact.ChildStarted fact -> {
                var task = fact.task();
                draft.put(state(plan, draft, task.step()).delegated(task.attempt(), fact.child(), event.atMs()));
            }
            case JobFact.LoopItems fact -> FoldBlocks.items(plan, draft, fact);
            case JobFact.BlockStarted fact -> FoldBlocks.started(plan, draft, fact);
            case JobFact.BlockEnded fact -> FoldBlocks.ended(plan, draft, fact);
            case JobFact.FailureCaught fact -> FoldBlocks.caught(plan, draft, fact);
            case JobFact.StepsRepeated fact -> FoldBlocks.repeated(plan, draft, fact);
            case JobFact.Emitted fact -> {}
            case JobFact.VariableChanged fact -> Variables.changed(plan, draft, fact);
            case JobFact.JobEnding fact ->
                draft.put(draft.root()
                        .with(new Ending(
                                fact.status(),
                                fact.success(),
                                fact.outputs(),
                                fact.failure().orElse(null),
                                fact.step(),
                                fact.reason(),
                                fact.actor(),
                                0,
                                false))
                        .with(
                                fact.status() == JobStatus.CANCELLED
                                        ? JobStatus.RUNNING
                                        : draft.root().status()));
            case ControlFact fact -> FoldControls.apply(plan, draft, fact, event.atMs());
            case AdmissionFact fact -> FoldControls.apply(draft, fact);
        }
        if (event.fact().terminal()) {
            FoldControls.ended(draft);
        }
        draft.put(draft.root().at(event.sequence(), event.atMs()));
    }

    private static void accept(Draft draft, JobEvent event, JobFact.JobAccepted fact) {
        draft.put(new JobHeader(
                event.jobId(),
                fact.workflow(),
                fact.planHash(),
                fact.inputs(),
                fact.priority(),
                fact.labels(),
                fact.workspace(),
                fact.requestedBy(),
                fact.requestedAtMs(),
                fact.outline().size(),
                fact.parent().orElse(null)));
        draft.put(JobRoot.accepted(event.atMs()));
    }

    private static void reject(Draft draft, JobEvent event, JobFact.JobRejected fact) {
        draft.put(new JobHeader(
                event.jobId(),
                fact.workflow(),
                "",
                Value.EMPTY,
                Priority.NORMAL,
                Map.of(),
                "",
                "",
                event.atMs(),
                0,
                fact.parent().orElse(null)));
        draft.put(JobRoot.rejected(fact.failure(), event.atMs()));
    }

    private static void complete(Plan plan, Draft draft, JobFact.StepCompleted fact) {
        var state = state(plan, draft, fact.task().step());
        draft.put(new StepState(
                state.path(),
                StepStatus.COMPLETED,
                state.waitingFor(),
                state.tries().at(fact.task().attempt()),
                new StepState.Run("", fact.worker(), state.run().child(), fact.startedAtMs(), fact.completedAtMs(), 0),
                state.frames(),
                fact.done().envelope(),
                fact.done().usage().orElse(null),
                null,
                false));
        settled(plan, draft, state.path());
    }

    private static void fail(Plan plan, Draft draft, JobFact.StepFailed fact) {
        var state = state(plan, draft, fact.task().step());
        draft.put(new StepState(
                state.path(),
                StepStatus.FAILED,
                state.waitingFor(),
                state.tries().at(fact.task().attempt()),
                new StepState.Run(
                        "", state.run().worker(), state.run().child(), fact.startedAtMs(), fact.completedAtMs(), 0),
                state.frames(),
                null,
                null,
                fact.failure(),
                fact.handled()));
        settled(plan, draft, state.path());
    }

    /** What the step did is over; it has ended where nothing runs after it. */
    private static void settled(Plan plan, Draft draft, StepPath path) {
        if (plan.step(path).flow().cleanup().steps().isEmpty()) {
            end(plan, draft, path, ending(draft.step(plan, path)));
        }
    }

    /** What runs after the step is through: the step has ended. */
    static void cleanedUp(Plan plan, Draft draft, StepPath path, FrameState.Ending how) {
        end(plan, draft, path, ending(draft.step(plan, path)).or(how));
    }

    static FrameState.Ending ending(StepState state) {
        return switch (state.status()) {
            case COMPLETED -> state.success() ? FrameState.Ending.FINE : FrameState.Ending.UNSUCCESSFUL;
            case FAILED -> state.handled() ? FrameState.Ending.FINE : FrameState.Ending.FAILED;
            case PENDING, RUNNING, SKIPPED, CANCELLED -> FrameState.Ending.FINE;
        };
    }

    private static void end(Plan plan, Draft draft, StepPath path, FrameState.Ending ending) {
        if (path.frame().equals(FramePath.ROOT)) {
            draft.put(draft.root().stepEnded(ending));
        } else {
            draft.put(draft.frame(path.frame()).stepEnded(ending));
        }
        for (int successor : plan.step(path).successors()) {
            var waiting = draft.step(plan, path.sibling(successor));
            draft.put(waiting.waitingFor(waiting.waitingFor() - 1));
        }
    }

    static StepState state(Plan plan, Draft draft, String step) {
        return draft.step(plan, path(plan, step));
    }

    static StepPath path(Plan plan, String step) {
        return plan.find(step)
                .orElseThrow(() -> new IllegalArgumentException("plan " + plan.key() + " has no step " + step));
    }
}
