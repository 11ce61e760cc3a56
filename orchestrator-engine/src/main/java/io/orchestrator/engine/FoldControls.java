package io.orchestrator.engine;

import io.orchestrator.model.AdmissionFact;
import io.orchestrator.model.ControlFact;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.StepStatus;
import io.orchestrator.plan.FramePath;
import io.orchestrator.plan.Plan;
import io.orchestrator.plan.StepAction;
import java.util.ArrayList;
import java.util.List;

/** The part of {@link Fold} about what clients, checkpoints and signals do. */
final class FoldControls {

    /** The checkpoints kept of a job that runs, those that clients made apart. */
    static final int MAX_KEPT = 10;

    /** The checkpoints that clients made, kept of a job that runs. */
    static final int MAX_MANUAL = 50;

    /** The checkpoints kept of a job that has ended. */
    static final int MAX_KEPT_AFTER_END = 5;

    private FoldControls() {}

    static void apply(Plan plan, Draft draft, ControlFact fact, long atMs) {
        switch (fact) {
            case ControlFact.Paused f -> {
                wished(draft, f.by());
                draft.put(draft.root()
                        .with(JobStatus.PAUSED)
                        .with(draft.root().course().leftUnlessRunning()));
            }
            case ControlFact.Resumed f -> {
                wished(draft, f.by());
                draft.put(draft.root().with(JobStatus.RUNNING));
            }
            case ControlFact.Restored f -> restored(plan, draft, f, atMs);
            case ControlFact.RerunBegan f -> rerun(plan, draft, f);
            case ControlFact.PriorityChanged f -> {
                wished(draft, f.by());
                draft.put(draft.root().with(draft.root().course().with(f.priority())));
            }
            case ControlFact.Archived f -> draft.put(draft.root().archived(f.epoch()));
            case ControlFact.Refused f -> wished(draft, f.by());
            case ControlFact.VariableSet f -> {
                wished(draft, f.by());
                draft.put(draft.root().with(draft.root().course().variablesSet(true)));
                draft.put(new VariableState(
                        new VariablePath(FramePath.ROOT, f.name()),
                        f.version(),
                        "",
                        Variables.told(f.value()),
                        f.value()));
            }
            case ControlFact.CheckpointMade f -> checkpoint(draft, f, atMs);
            case ControlFact.CheckpointDropped f -> {
                wished(draft, f.by());
                draft.put(draft.checkpoints().stream()
                        .filter(one -> one.number() != f.number())
                        .toList());
            }
            case ControlFact.SignalReceived f -> {
                wished(draft, f.by());
                draft.put(draft.signals()
                        .received(new Signals.Early(f.by().controlId(), f.name(), f.key(), f.payload())));
            }
            case ControlFact.SignalAwaited f -> {
                var state = Fold.state(plan, draft, f.task().step());
                draft.put(state.opened(f.task().attempt(), atMs, state.frames().begin(-1, 1)));
                draft.put(draft.signals().awaiting(awaited(plan, f)));
            }
            case ControlFact.SignalTaken f -> draft.put(draft.signals().taken(f.step(), f.controlId()));
            case ControlFact.RetriesGranted f ->
                draft.put(draft.root().with(draft.root().course().retries(f.times(), f.delayMs())));
        }
    }

    static void apply(Draft draft, AdmissionFact fact) {
        var course = draft.root().course();
        switch (fact) {
            case AdmissionFact.Queued f ->
                draft.put(draft.root()
                        .with(JobStatus.PENDING)
                        .with(course.with(Admission.queued(f.lanes(), f.round(), f.sinceMs()))));
            case AdmissionFact.Admitted f -> {
                var admission = course.admission();
                if (admission == null) {
                    throw new IllegalStateException("the job is let through " + f.lane() + " and never queued");
                }
                draft.put(draft.root()
                        .with(f.left() == 0 ? JobStatus.RUNNING : draft.root().status())
                        .with(course.with(admission.letThrough())));
            }
        }
    }

    private static Signals.Awaited awaited(Plan plan, ControlFact.SignalAwaited fact) {
        var task = fact.task();
        var waitId = plan.find(task.step())
                .filter(path -> plan.step(path).action() instanceof StepAction.Signal signal && signal.correlate())
                .map(path -> task.commandId())
                .orElse("");
        return new Signals.Awaited(
                task.step(), fact.name(), fact.key(), fact.until().orElse(0L), waitId);
    }

    private static void wished(Draft draft, ControlFact.By by) {
        draft.put(draft.root().with(draft.root().course().wished(by.controlId())));
    }

    /** Must be the first event of its decision: what the decision changes belongs to the next generation. */
    private static void checkpoint(Draft draft, ControlFact.CheckpointMade fact, long atMs) {
        draft.keep(fact.number());
        var checkpoints = new ArrayList<>(draft.checkpoints());
        checkpoints.add(new Checkpoint(fact.number(), fact.sequence(), atMs, fact.cause(), fact.name()));
        draft.put(kept(checkpoints));
        wished(draft, fact.by());
        draft.put(draft.root().with(draft.root().versions().checkpointed(fact.number(), fact.sequence(), atMs)));
    }

    private static List<Checkpoint> kept(List<Checkpoint> all) {
        var manual = 0;
        var automatic = 0;
        var kept = new ArrayList<Checkpoint>();
        for (Checkpoint one : all.reversed()) {
            var wanted = one.cause() == ControlFact.Cause.MANUAL ? manual++ < MAX_MANUAL : automatic++ < MAX_KEPT;
            if (wanted) {
                kept.add(one);
            }
        }
        return kept.reversed();
    }

    /** A job that has ended keeps few checkpoints, and no place in a lane. */
    static void ended(Draft draft) {
        draft.put(draft.root().with(draft.root().course().left()));
        var all = draft.checkpoints();
        if (all.size() > MAX_KEPT_AFTER_END) {
            draft.put(all.subList(all.size() - MAX_KEPT_AFTER_END, all.size()));
        }
    }

    private static void restored(Plan plan, Draft draft, ControlFact.Restored fact, long atMs) {
        var now = draft.root();
        var saved = draft.saved(fact.checkpoint());
        var status = fact.resumeAtMs() > atMs ? JobStatus.RETRYING : JobStatus.RUNNING;
        var left = fact.retry() ? Math.max(0, now.course().retriesLeft() - 1) : 0;
        var course = now.course()
                .leftUnlessRunning()
                .wished(fact.by().controlId())
                .retries(left, now.course().retryDelayMs())
                .variablesSet(saved.root().course().variablesSet());
        draft.goBack(saved);
        draft.put(saved.root()
                .alive(status, fact.epoch())
                .with(saved.root().versions().restored(now.versions()))
                .with(course));
        forgetTasks(plan, draft);
    }

    /** What a worker or another job did for a step is lost: it begins anew. */
    private static void forgetTasks(Plan plan, Draft draft) {
        for (StepState state : Frontier.of(plan, draft)) {
            if (state.status() == StepStatus.PENDING && !state.tries().fresh()) {
                FoldBlocks.anew(plan, draft, state, state.waitingFor());
            } else if (state.status() == StepStatus.RUNNING
                    && state.frames().open().isEmpty()
                    && isTask(plan, state)) {
                FoldBlocks.anew(plan, draft, state, 0);
            }
        }
    }

    private static boolean isTask(Plan plan, StepState state) {
        return switch (plan.step(state.path()).action()) {
            case StepAction.Task task -> true;
            case StepAction.CallWorkflow call -> true;
            case StepAction.Publish publish -> true;
            case StepAction.Holding holding -> false;
            case StepAction.SetVariables set -> false;
            case StepAction.Wait pause -> false;
            case StepAction.Signal signal -> false;
            case StepAction.Emit emit -> false;
            case StepAction.End end -> false;
        };
    }

    private static void rerun(Plan plan, Draft draft, ControlFact.RerunBegan fact) {
        wished(draft, fact.by());
        draft.put(draft.root()
                .alive(JobStatus.RUNNING, fact.epoch())
                .with(draft.root().course().leftUnlessRunning()));
        if (!fact.inputs().equals(draft.header().inputs())) {
            draft.put(draft.header().with(fact.inputs()));
            draft.put(draft.root().with(draft.root().versions().headerWritten()));
        }
        var block = plan.root();
        for (String id : fact.steps()) {
            var path = FramePath.ROOT.step(block.find(id).orElseThrow());
            FoldBlocks.anew(plan, draft, draft.step(plan, path), 0);
        }
        FoldBlocks.anew(plan, draft, FramePath.CLEANUP);
        for (String id : fact.steps()) {
            var path = FramePath.ROOT.step(block.find(id).orElseThrow());
            draft.put(draft.step(plan, path).waitingFor(FoldBlocks.open(plan, draft, path)));
        }
        forgetTasks(plan, draft);
        draft.put(draft.root().recounted(FoldBlocks.count(plan, draft)));
    }
}
