package io.orchestrator.engine;

import io.orchestrator.model.JobStatus;
import io.orchestrator.model.StepStatus;
import io.orchestrator.plan.FramePath;
import io.orchestrator.plan.Plan;
import io.orchestrator.plan.PlanStep;
import io.orchestrator.plan.StepPath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What runs for single steps when a job ends: what undoes those that have completed, where it fails or is cancelled; what
 * runs after those that were stopped, however it ends.
 */
final class Compensations {

    private Compensations() {}

    /** Whether any step of the plan can be undone, or is followed by others however it went. */
    static boolean any(Plan plan) {
        return plan.steps().stream()
                .map(PlanStep::flow)
                .anyMatch(flow -> !flow.compensation().steps().isEmpty()
                        || !flow.cleanup().steps().isEmpty());
    }

    /** The completed steps that are undone where the job fails or is cancelled. */
    static List<StepPath> undone(Turn turn) {
        return of(turn, JobStatus.FAILED).stream()
                .filter(FramePath::isOfEnding)
                .map(FramePath::opener)
                .toList();
    }

    /** Whether the step began, and something other than itself has ended it. */
    static boolean stopped(StepState state) {
        return state.status() == StepStatus.CANCELLED
                || (state.status() == StepStatus.PENDING && !state.tries().fresh());
    }

    /**
     * The frames in the order in which they run: of the step that ended last first.
     *
     * @param status how the job ends
     */
    static List<FramePath> of(Turn turn, JobStatus status) {
        if (!any(turn.plan())) {
            return List.of();
        }
        var found = new ArrayList<StepState>();
        collect(turn, FramePath.ROOT, found);
        return found.reversed().stream()
                .filter(state -> stopped(state) || status != JobStatus.COMPLETED)
                .sorted(Comparator.comparingLong(
                                (StepState state) -> state.run().completedAtMs())
                        .reversed())
                .map(state -> state.path().frame(stopped(state) ? FramePath.FINALLY : FramePath.COMPENSATION))
                .toList();
    }

    private static void collect(Turn turn, FramePath frame, List<StepState> found) {
        for (int index : turn.plan().block(frame).steps()) {
            var state = turn.step(frame.step(index));
            var frames = state.frames();
            for (int number = frames.first(); number < frames.next(); number++) {
                collect(turn, state.path().frame(number), found);
            }
            var flow = turn.plan().step(index).flow();
            var undone = state.status() == StepStatus.COMPLETED
                    && !flow.compensation().steps().isEmpty();
            if (undone || (stopped(state) && !flow.cleanup().steps().isEmpty())) {
                found.add(state);
            }
        }
    }
}
