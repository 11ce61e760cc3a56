package io.orchestrator.engine;

import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.StepStatus;
import io.orchestrator.plan.FramePath;
import io.orchestrator.plan.Plan;
import io.orchestrator.plan.StepAction;
import io.orchestrator.plan.StepPath;
import java.util.Locale;
import java.util.Objects;

/** The part of {@link Fold} about steps that hold others, and about the workflow going back. */
final class FoldBlocks {

    private FoldBlocks() {}

    static void opened(Plan plan, Draft draft, JobEvent event, JobFact.StepOpened fact) {
        var state = Fold.state(plan, draft, fact.task().step());
        var begun = state.frames()
                .begin(fact.total(), stride(plan.step(state.path()).action()));
        draft.put(state.opened(fact.task().attempt(), event.atMs(), begun));
    }

    /** Branches and cases keep their number when the step runs again: the next multiple of how many there are. */
    private static int stride(StepAction action) {
        return action instanceof StepAction.Holding holding
                ? Math.max(1, holding.blocks().size())
                : 1;
    }

    static void items(Plan plan, Draft draft, JobFact.LoopItems fact) {
        draft.put(ItemsPath.of(Fold.path(plan, fact.step()), fact.from()), fact.items());
    }

    static void started(Plan plan, Draft draft, JobFact.BlockStarted fact) {
        if (fact.step().isEmpty()) {
            draft.put(draft.root().with(ending(draft).cleaningUp()));
            return;
        }
        var state = Fold.state(plan, draft, fact.step());
        draft.put(state.with(state.frames().opening(fact.number())));
        var frame = state.path().frame(fact.number());
        if (draft.root().ending() != null && interrupted(plan, draft, frame)) {
            anew(plan, draft, frame);
        }
    }

    /** Whether every step of the frame has ended. */
    static boolean over(Plan plan, Draft draft, FramePath frame) {
        return draft.frame(frame).ended() == plan.block(frame).steps().size();
    }

    /** Whether the frame ran before, and not to its end. */
    private static boolean interrupted(Plan plan, Draft draft, FramePath frame) {
        return !over(plan, draft, frame)
                && plan.block(frame).steps().stream()
                        .map(index -> draft.step(plan, frame.step(index)))
                        .anyMatch(step -> step.status() != StepStatus.PENDING
                                || !step.tries().fresh());
    }

    static void ended(Plan plan, Draft draft, JobFact.BlockEnded fact) {
        var state = Fold.state(plan, draft, fact.step());
        var ending = FrameState.Ending.valueOf(fact.ending().toUpperCase(Locale.ROOT));
        draft.put(state.with(state.frames().closing(fact.number(), ending)));
        var ofStopped = fact.number() == FramePath.FINALLY && Compensations.stopped(state);
        if (fact.number() == FramePath.FINALLY && !ofStopped) {
            Fold.cleanedUp(plan, draft, state.path(), ending);
        }
        if (fact.number() == FramePath.COMPENSATION || ofStopped) {
            draft.put(draft.root().with(ending(draft).compensatedOneMore()));
        }
    }

    private static Ending ending(Draft draft) {
        return Objects.requireNonNull(draft.root().ending(), "the job is not ending");
    }

    static void caught(Plan plan, Draft draft, JobFact.FailureCaught fact) {
        var state = Fold.state(plan, draft, fact.task().step());
        draft.put(state.caught(fact.failure(), state.frames().handling(fact.number())));
    }

    /** The steps from the target to the one that led back begin anew; those after them wait for them again. */
    static void repeated(Plan plan, Draft draft, JobFact.StepsRepeated fact) {
        var from = Fold.path(plan, fact.step());
        var frame = from.frame();
        var block = plan.block(frame);
        var target = block.find(fact.target()).orElseThrow();
        var ended = 0;
        for (int index : block.steps()) {
            if (index >= target && index <= from.index()) {
                var state = draft.step(plan, frame.step(index));
                ended += hasEnded(state.status()) ? 1 : 0;
                anew(plan, draft, state, 0);
            }
        }
        for (int index : block.steps()) {
            if (index >= target) {
                var state = draft.step(plan, frame.step(index));
                draft.put(state.waitingFor(open(plan, draft, frame.step(index))));
            }
        }
        var source = draft.step(plan, from);
        draft.put(source.repeated());
        forget(draft, frame, ended);
    }

    /** The step is as before its first turn, and so is what runs after it or undoes it. */
    static void anew(Plan plan, Draft draft, StepState state, int waitsFor) {
        draft.put(state.anew(waitsFor));
        var flow = plan.step(state.path()).flow();
        if (!flow.cleanup().steps().isEmpty()) {
            anew(plan, draft, state.path().frame(FramePath.FINALLY));
        }
        if (!flow.compensation().steps().isEmpty()) {
            anew(plan, draft, state.path().frame(FramePath.COMPENSATION));
        }
    }

    /** A frame that has the same number whenever it runs: its steps begin anew. */
    static void anew(Plan plan, Draft draft, FramePath frame) {
        for (int index : plan.block(frame).steps()) {
            var state = draft.step(plan, frame.step(index));
            anew(plan, draft, state, plan.step(index).waitsFor());
        }
        draft.put(FrameState.begun(frame));
    }

    /** How many steps must still end before it is the step's turn. */
    static int open(Plan plan, Draft draft, StepPath path) {
        var step = plan.step(path);
        var open = 0;
        for (int other : step.dependencies()) {
            open += hasEnded(draft.step(plan, path.sibling(other)).status()) ? 0 : 1;
        }
        for (int other : step.after()) {
            open += hasEnded(draft.step(plan, path.sibling(other)).status()) ? 0 : 1;
        }
        return open;
    }

    private static void forget(Draft draft, FramePath frame, int ended) {
        if (frame.equals(FramePath.ROOT)) {
            draft.put(draft.root().stepsForgotten(ended));
        } else {
            draft.put(draft.frame(frame).stepsForgotten(ended));
        }
    }

    /** How far the workflow's own list is. */
    static FrameState count(Plan plan, Draft draft) {
        var counted = FrameState.begun(FramePath.ROOT);
        for (int index : plan.root().steps()) {
            var state = draft.step(plan, FramePath.ROOT.step(index));
            var cleaning = state.frames().open().contains(FramePath.FINALLY);
            if (hasEnded(state.status()) && !cleaning) {
                counted = counted.stepEnded(Fold.ending(state));
            }
        }
        return counted;
    }

    private static boolean hasEnded(StepStatus status) {
        return switch (status) {
            case COMPLETED, FAILED, SKIPPED, CANCELLED -> true;
            case PENDING, RUNNING -> false;
        };
    }
}
