package io.orchestrator.plan;

import io.orchestrator.language.Expression;
import io.orchestrator.model.Priority;
import io.orchestrator.model.StepCommand.Delivery;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One node of a plan.
 *
 * @param index its place in the document, from 0
 * @param id the step's id, unique in the plan; also its path
 * @param action what it does
 * @param authorAction the action as the author wrote it, for results
 * @param dependencies indexes of the declared and inferred dependencies, in document order: what its templates may see
 * @param after indexes of steps it must also wait for without seeing them (the sources of jumps over or to it)
 * @param successors indexes of the steps that list this one in {@code dependencies} or {@code after}
 * @param level distance from the steps without dependencies, from 0; only for results
 * @param condition false means skipped
 * @param onSuccess index of the step to jump to; the steps between are skipped
 * @param onFalse index of the step to jump to when the condition is false
 * @param onFailure what follows a failure
 * @param reportedFailureCounts whether {@code onFailure} also applies when the tool ran but reported
 *     {@code success: false} (the author wrote an {@code on_failure})
 * @param retry the engine's retries
 * @param timeoutMs limit of an attempt in milliseconds; 0 is none
 * @param queue where its commands go
 * @param priority empty leaves it to the job
 * @param delivery how often it may run
 * @param outputVariable a further name for its result; may be empty
 */
public record PlanStep(
        int index,
        String id,
        StepAction action,
        String authorAction,
        List<Integer> dependencies,
        List<Integer> after,
        List<Integer> successors,
        int level,
        Optional<Expression> condition,
        OptionalInt onSuccess,
        OptionalInt onFalse,
        OnFailure onFailure,
        boolean reportedFailureCounts,
        RetryPolicy retry,
        long timeoutMs,
        String queue,
        Optional<Priority> priority,
        Delivery delivery,
        String outputVariable) {

    public PlanStep {
        dependencies = List.copyOf(dependencies);
        after = List.copyOf(after);
        successors = List.copyOf(successors);
    }

    /** How many steps must have ended before this one starts. */
    public int waitsFor() {
        return dependencies.size() + after.size();
    }
}
