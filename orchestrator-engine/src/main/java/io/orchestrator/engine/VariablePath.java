package io.orchestrator.engine;

import io.orchestrator.model.VariableScope;
import io.orchestrator.plan.FramePath;
import io.orchestrator.plan.Plan;
import io.orchestrator.plan.StepAction;
import io.orchestrator.plan.StepPath;

/**
 * Names a variable of a job.
 *
 * @param frame the run of a block in which it lives
 * @param name as templates read it
 */
public record VariablePath(FramePath frame, String name) {

    /** The frame in which the temporary variables of a step live; no steps run in it. */
    private static final int OWN = Integer.MIN_VALUE + 1;

    /** The variable that a step assigns. */
    static VariablePath of(Plan plan, StepPath step, VariableScope scope, String name) {
        return new VariablePath(frame(plan, step, scope), name);
    }

    /** Where the variables of a scope live that a step assigns. */
    static FramePath frame(Plan plan, StepPath step, VariableScope scope) {
        return switch (scope) {
            case TEMPORARY -> step.frame(OWN);
            case STEP -> step.frame();
            case LOOP -> iteration(plan, step.frame());
            case GLOBAL -> FramePath.ROOT;
        };
    }

    /** The innermost iteration around; the frame itself where there is none. */
    private static FramePath iteration(Plan plan, FramePath frame) {
        var at = frame;
        while (!at.isRoot()) {
            if (isIteration(plan, at)) {
                return at;
            }
            at = at.opener().frame();
        }
        return frame;
    }

    /** Whether the frame is one iteration of a loop. */
    static boolean isIteration(Plan plan, FramePath frame) {
        return frame.number() >= 0
                && !frame.isRoot()
                && switch (plan.step(frame.opener()).action()) {
                    case StepAction.ForEach loop -> true;
                    case StepAction.While loop -> true;
                    default -> false;
                };
    }
}
