package io.orchestrator.engine;

import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.StepCommand.Delivery;
import io.orchestrator.model.StepStatus;
import io.orchestrator.plan.FramePath;
import io.orchestrator.plan.Plan;
import io.orchestrator.plan.PlanStep;
import io.orchestrator.plan.StepPath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Steps that must not run twice, of a job that goes back behind their beginning. What they did to the world does not go back
 * with it: they fail where it would be their turn again, unless a client wants exactly these to run again.
 */
final class Spent {

    /** The most of them that a job can go back behind. */
    static final int MAX = 10_000;

    private static final String CODE = "RAN_BEFORE";

    private final Turn turn;
    private final Set<Integer> lead;
    private final List<StepPath> begun = new ArrayList<>();

    private Spent(Turn turn) {
        this.turn = turn;
        this.lead = lead(turn.plan());
    }

    /** The step instances that have begun, or may have; one more than {@link #MAX} where there are too many. */
    static List<StepPath> begun(Turn turn) {
        var spent = new Spent(turn);
        if (!spent.lead.isEmpty()) {
            spent.visit(FramePath.ROOT);
            spent.visit(FramePath.CLEANUP);
        }
        return spent.begun;
    }

    /** The steps that must not run twice, and those around them. */
    private static Set<Integer> lead(Plan plan) {
        var lead = new HashSet<Integer>();
        for (int index = 0; index < plan.steps().size(); index++) {
            var once = isOnce(plan.step(index));
            for (var at = index; once && lead.add(at); ) {
                at = plan.step(at).parent().orElse(at);
            }
        }
        return lead;
    }

    private static boolean isOnce(PlanStep step) {
        return step.limits().delivery() == Delivery.AT_MOST_ONCE;
    }

    private void visit(FramePath frame) {
        for (int index : turn.plan().block(frame).steps()) {
            if (lead.contains(index) && begun.size() <= MAX) {
                visit(frame.step(index));
            }
        }
    }

    private void visit(StepPath path) {
        var step = turn.plan().step(path);
        var state = turn.step(path);
        if (isOnce(step) && hasBegun(state)) {
            begun.add(path);
        }
        for (int number = 0; number < state.frames().next(); number++) {
            visit(path.frame(number));
        }
        for (int handler = 0; handler < step.flow().handlers().size(); handler++) {
            for (int run = 1; run <= state.frames().handlerRuns(); run++) {
                visit(FramePath.ofHandler(path, handler, run));
            }
        }
        if (!step.flow().cleanup().steps().isEmpty()) {
            visit(path.frame(FramePath.FINALLY));
        }
        if (!step.flow().compensation().steps().isEmpty()) {
            visit(path.frame(FramePath.COMPENSATION));
        }
    }

    private static boolean hasBegun(StepState state) {
        var failure = state.failure();
        if (isMark(failure)) {
            return true;
        }
        var tried = state.attempt() > 0 && (failure == null || !failure.notAttempted());
        return switch (state.status()) {
            case PENDING, FAILED -> tried;
            case RUNNING, CANCELLED -> state.run().startedAtMs() > 0;
            case COMPLETED -> true;
            case SKIPPED -> !state.tries().fresh();
        };
    }

    private static boolean isMark(@Nullable Failure failure) {
        return failure != null && failure.code().equals(CODE);
    }

    /** Those of them whose turn is still to come will not run. */
    static void mark(Turn turn, List<StepPath> begun) {
        for (StepPath path : begun) {
            var state = turn.step(path);
            if (state.status() == StepStatus.PENDING) {
                var why = Failure.of(
                        FailureKind.UNKNOWN,
                        CODE,
                        "step '" + turn.text(path)
                                + "' must not run twice, and had begun when the job went back: find out what it did, and"
                                + " rerun the job from it where it is to run again");
                turn.emit(new JobFact.StepRetryScheduled(turn.task(path, state.attempt()), why, turn.atMs()));
            }
        }
    }

    /** Whether the step fails where its turn comes. */
    static boolean isMarked(Turn turn, StepPath path) {
        var state = turn.step(path);
        return isMark(state.failure())
                && isOnce(turn.plan().step(path))
                && state.tries().fresh();
    }
}
