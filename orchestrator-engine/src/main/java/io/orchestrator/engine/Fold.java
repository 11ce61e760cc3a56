package io.orchestrator.engine;

import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.Priority;
import io.orchestrator.model.StepStatus;
import io.orchestrator.model.Value;
import io.orchestrator.plan.Plan;
import io.orchestrator.plan.PlanStep;
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
                var excused = state.excused() + (Retries.excuses(fact.failure(), state.excused()) ? 1 : 0);
                draft.put(state.betweenAttempts(fact.failure(), excused));
            }
            case JobFact.StepCompleted fact -> complete(plan, draft, fact);
            case JobFact.StepFailed fact -> fail(plan, draft, fact);
            case JobFact.StepSkipped fact -> {
                draft.put(state(plan, draft, fact.step()).skipped(event.atMs()));
                end(plan, draft, fact.step(), JobRoot.Ending.FINE);
            }
            case JobFact.StepCancelled fact ->
                draft.put(state(plan, draft, fact.step()).cancelled(event.atMs()));
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
                fact.outline().size()));
        draft.put(JobRoot.accepted(event.atMs()));
    }

    private static void reject(Draft draft, JobEvent event, JobFact.JobRejected fact) {
        draft.put(new JobHeader(
                event.jobId(), fact.workflow(), "", Value.EMPTY, Priority.NORMAL, Map.of(), "", "", event.atMs(), 0));
        draft.put(JobRoot.rejected(fact.failure(), event.atMs()));
    }

    private static void complete(Plan plan, Draft draft, JobFact.StepCompleted fact) {
        var state = state(plan, draft, fact.task().step());
        draft.put(new StepState(
                state.index(),
                StepStatus.COMPLETED,
                state.waitingFor(),
                fact.task().attempt(),
                state.excused(),
                "",
                fact.worker(),
                fact.startedAtMs(),
                fact.completedAtMs(),
                0,
                fact.done().envelope(),
                fact.done().usage().orElse(null),
                null,
                false));
        end(plan, draft, fact.task().step(), fact.done().success() ? JobRoot.Ending.FINE : JobRoot.Ending.UNSUCCESSFUL);
    }

    private static void fail(Plan plan, Draft draft, JobFact.StepFailed fact) {
        var state = state(plan, draft, fact.task().step());
        draft.put(new StepState(
                state.index(),
                StepStatus.FAILED,
                state.waitingFor(),
                fact.task().attempt(),
                state.excused(),
                "",
                state.worker(),
                fact.startedAtMs(),
                fact.completedAtMs(),
                0,
                null,
                null,
                fact.failure(),
                fact.handled()));
        end(plan, draft, fact.task().step(), fact.handled() ? JobRoot.Ending.FINE : JobRoot.Ending.FAILED);
    }

    private static void end(Plan plan, Draft draft, String id, JobRoot.Ending ending) {
        draft.put(draft.root().stepEnded(ending));
        for (int successor : step(plan, id).successors()) {
            draft.put(draft.step(plan, successor).waitingForOneLess());
        }
    }

    private static StepState state(Plan plan, Draft draft, String id) {
        return draft.step(step(plan, id));
    }

    private static PlanStep step(Plan plan, String id) {
        return plan.find(id)
                .orElseThrow(() -> new IllegalArgumentException("plan " + plan.key() + " has no step " + id));
    }
}
