package io.orchestrator.engine;

import io.orchestrator.model.StepStatus;
import io.orchestrator.plan.FramePath;
import io.orchestrator.plan.Plan;
import io.orchestrator.plan.StepPath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which steps are undone when a job fails or is cancelled. */
final class Compensations {

    private Compensations() {}

    /** Whether any step of the plan can be undone. */
    static boolean any(Plan plan) {
        return plan.steps().stream()
                .anyMatch(step -> !step.flow().compensation().steps().isEmpty());
    }

    /** The completed steps that can be undone, in the reverse order of their completion. */
    static List<StepPath> of(Turn turn) {
        var found = new ArrayList<StepState>();
        collect(turn, FramePath.ROOT, found);
        return found.reversed().stream()
                .sorted(Comparator.comparingLong(
                                (StepState state) -> state.run().completedAtMs())
                        .reversed())
                .map(StepState::path)
                .toList();
    }

    private static void collect(Turn turn, FramePath frame, List<StepState> found) {
        for (int index : turn.plan().block(frame).steps()) {
            var state = turn.step(frame.step(index));
            var frames = state.frames();
            for (int number = frames.first(); number < frames.next(); number++) {
                collect(turn, state.path().frame(number), found);
            }
            var undone = turn.plan().step(index).flow().compensation().steps();
            if (state.status() == StepStatus.COMPLETED && !undone.isEmpty()) {
                found.add(state);
            }
        }
    }
}
