package io.orchestrator.compile.pipeline;

import io.orchestrator.compile.document.Place;
import io.orchestrator.language.Expression;
import io.orchestrator.model.Priority;
import io.orchestrator.plan.OnFailure;
import io.orchestrator.plan.RetryPolicy;
import io.orchestrator.plan.StepAction;
import java.util.List;
import java.util.Optional;

/**
 * A step as read, its names not yet resolved.
 *
 * @param index its place in the document, from 0
 * @param name its id and where it stands
 * @param action what it does; empty where a finding says why not
 * @param authorAction the action as written, for results
 * @param condition when it runs
 * @param dependencies the declared ones
 * @param jumps where it goes on
 * @param limits how often, how long and where it runs
 * @param assigns further names that read its result: output_variable, and what set assigns
 * @param references what its templates read
 */
record StepDraft(
        int index,
        Named name,
        Optional<StepAction> action,
        String authorAction,
        Optional<Expression> condition,
        List<Named> dependencies,
        Jumps jumps,
        Limits limits,
        List<Named> assigns,
        List<Reference> references) {

    StepDraft {
        dependencies = List.copyOf(dependencies);
        assigns = List.copyOf(assigns);
        references = List.copyOf(references);
    }

    String id() {
        return name.id();
    }

    Place place() {
        return name.place();
    }

    /**
     * @param onSuccess jump after success
     * @param onFalse jump when the condition is false
     * @param onFailure jump after failure; {@code policy} counts where there is none
     * @param policy what follows a failure
     * @param writtenOnFailure whether the author wrote on_failure
     */
    record Jumps(
            Optional<Named> onSuccess,
            Optional<Named> onFalse,
            Optional<Named> onFailure,
            OnFailure policy,
            boolean writtenOnFailure) {

        static final Jumps NONE =
                new Jumps(Optional.empty(), Optional.empty(), Optional.empty(), new OnFailure.FailJob(), false);
    }

    /**
     * @param retry the engine's retries
     * @param timeoutMs limit of an attempt in milliseconds; 0 is none
     * @param queue where its commands go
     * @param priority empty leaves it to the job
     * @param outputVariable a further name for its result; may be empty
     */
    record Limits(
            RetryPolicy retry, long timeoutMs, String queue, Optional<Priority> priority, String outputVariable) {}
}
