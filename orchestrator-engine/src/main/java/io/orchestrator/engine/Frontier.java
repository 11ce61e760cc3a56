package io.orchestrator.engine;

import io.orchestrator.model.StepStatus;
import io.orchestrator.plan.FramePath;
import io.orchestrator.plan.Plan;
import java.util.ArrayList;
import java.util.List;

/** Where a job is: the steps that run, and those that have not begun, in every frame that is open. */
final class Frontier {

    private final Plan plan;
    private final Draft draft;
    private final List<StepState> found = new ArrayList<>();

    private Frontier(Plan plan, Draft draft) {
        this.plan = plan;
        this.draft = draft;
    }

    /** Pending and running step instances; the step that holds a frame comes before what runs in it. */
    static List<StepState> of(Plan plan, Draft draft) {
        var frontier = new Frontier(plan, draft);
        var ending = draft.root().ending();
        if (ending == null) {
            frontier.visit(FramePath.ROOT);
        } else if (ending.cleaning()) {
            frontier.visit(FramePath.CLEANUP);
        } else {
            frontier.undoing(FramePath.ROOT);
        }
        return frontier.found;
    }

    private void visit(FramePath frame) {
        for (int index : plan.block(frame).steps()) {
            var path = frame.step(index);
            var state = draft.step(plan, path);
            if (state.frames().open().contains(FramePath.FINALLY)) {
                visit(path.frame(FramePath.FINALLY));
            } else if (state.status() == StepStatus.PENDING) {
                found.add(state);
            } else if (state.status() == StepStatus.RUNNING) {
                found.add(state);
                state.frames().open().forEach(number -> visit(path.frame(number)));
            }
        }
    }

    /** The frames that undo steps, or run after those that were stopped, wherever those are. */
    private void undoing(FramePath frame) {
        for (int index : plan.block(frame).steps()) {
            var state = draft.step(plan, frame.step(index));
            var frames = state.frames();
            for (int number = frames.first(); number < frames.next(); number++) {
                undoing(state.path().frame(number));
            }
            if (frames.open().contains(FramePath.COMPENSATION)) {
                visit(state.path().frame(FramePath.COMPENSATION));
            }
            if (frames.open().contains(FramePath.FINALLY) && Compensations.stopped(state)) {
                visit(state.path().frame(FramePath.FINALLY));
            }
        }
    }
}
