package io.orchestrator.compile.pipeline.draft;

import io.orchestrator.compile.document.Place;
import io.orchestrator.compile.pipeline.field.Named;
import io.orchestrator.compile.pipeline.field.Reference;
import io.orchestrator.language.Expression;
import io.orchestrator.language.Template;
import io.orchestrator.model.Priority;
import io.orchestrator.model.StepCommand.Delivery;
import io.orchestrator.model.VariableScope;
import io.orchestrator.plan.Block;
import io.orchestrator.plan.ErrorHandler;
import io.orchestrator.plan.Manner;
import io.orchestrator.plan.OnFailure;
import io.orchestrator.plan.Produce;
import io.orchestrator.plan.RetryPolicy;
import io.orchestrator.plan.StepAction;
import java.util.List;
import java.util.Optional;

/**
 * A step as read, its names not yet resolved.
 *
 * @param index its place in the plan, from 0
 * @param block number of the block it stands in
 * @param name its id and where it stands
 * @param action what it does; empty where a finding says why not; a switch's cases lack the steps they lead to
 * @param authorAction the action as written, for results
 * @param condition when it runs
 * @param waits what it waits for, as declared
 * @param jumps where it goes on
 * @param mends what is done about its failure, and how it is undone
 * @param limits how often, how long and where it runs
 * @param produce the file to write from its result
 * @param reads what its templates read, and the names that it gives
 */
public record StepDraft(
        int index,
        int block,
        Named name,
        Optional<StepAction> action,
        String authorAction,
        Optional<Expression> condition,
        Waits waits,
        Jumps jumps,
        Mends mends,
        Limits limits,
        Optional<Produce> produce,
        Reads reads) {

    /** What on_failure can say besides a step's id. */
    public static final List<String> POLICIES = List.of("fail", "continue", "skip", "retry");

    public String id() {
        return name.id();
    }

    public Place place() {
        return name.place();
    }

    /** How far around the step a name that it assigns can be read. */
    public VariableScope scope(String variable) {
        return action.orElse(null) instanceof StepAction.SetVariables set
                        && set.assigns(variable)
                        && !limits.outputVariable().equals(variable)
                ? set.scope()
                : VariableScope.STEP;
    }

    /** The further name of a loop; empty where it has none. */
    public String loopName() {
        if (action.orElse(null) instanceof StepAction.ForEach loop) {
            return loop.name();
        }
        return action.orElse(null) instanceof StepAction.While loop ? loop.name() : "";
    }

    /**
     * @param steps the declared dependencies
     * @param everyEarlier a list of dependencies that only a job can know: then every earlier step of the block counts
     */
    public record Waits(List<Named> steps, boolean everyEarlier) {
        public Waits {
            steps = List.copyOf(steps);
        }
    }

    /**
     * @param onSuccess jump after success
     * @param onFalse jump when the condition is false
     * @param onFailure jump after failure; {@code policy} counts where there is none
     * @param policy what follows a failure
     * @param writtenOnFailure whether the author wrote on_failure
     * @param goTo where it leads after success, forward or back
     * @param cases where each case of a switch leads; empty for one that leads nowhere
     */
    public record Jumps(
            Optional<Named> onSuccess,
            Optional<Named> onFalse,
            Optional<Named> onFailure,
            OnFailure policy,
            boolean writtenOnFailure,
            Optional<Leap> goTo,
            List<Optional<Named>> cases) {
        public Jumps {
            cases = List.copyOf(cases);
        }
    }

    /**
     * A goto.
     *
     * @param target gives a step's id
     * @param step the id where it is known, and where the goto stands
     * @param isStatic whether the id is known
     * @param maxRepeats how often it may lead back
     */
    public record Leap(Template target, Named step, boolean isStatic, int maxRepeats) {}

    /**
     * @param handlers in the order in which they are asked
     * @param compensation steps that undo this one
     * @param cleanup steps that run after this one
     */
    public record Mends(List<ErrorHandler> handlers, Block compensation, Block cleanup) {
        public Mends {
            handlers = List.copyOf(handlers);
        }
    }

    /**
     * @param retry the engine's retries
     * @param timeoutMs limit of an attempt in milliseconds; 0 is none
     * @param queue where its commands go
     * @param priority empty leaves it to the job
     * @param delivery how often it may run
     * @param outputVariable a further name for its result; may be empty
     * @param manner how the worker makes the call
     */
    public record Limits(
            RetryPolicy retry,
            long timeoutMs,
            String queue,
            Optional<Priority> priority,
            Delivery delivery,
            String outputVariable,
            Manner manner) {}

    /**
     * @param assigns further names that read its result: output_variable, and what set assigns
     * @param references what its templates read
     * @param inside what it reads from inside its own loop: while and until
     * @param after what it reads when it has ended: where goto leads, a fallback, the place of a file
     */
    public record Reads(
            List<Named> assigns, List<Reference> references, List<Reference> inside, List<Reference> after) {
        public Reads {
            assigns = List.copyOf(assigns);
            references = List.copyOf(references);
            inside = List.copyOf(inside);
            after = List.copyOf(after);
        }
    }
}
