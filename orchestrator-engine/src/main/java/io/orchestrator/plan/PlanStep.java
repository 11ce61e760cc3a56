package io.orchestrator.plan;

import io.orchestrator.language.Expression;
import io.orchestrator.model.Priority;
import io.orchestrator.model.StepCommand.Delivery;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * One node of a plan.
 *
 * @param index its place in {@link Plan#steps()}, from 0
 * @param id the step's id, unique in its block
 * @param parent index of the step whose block it stands in; empty in the document's own list and in finally
 * @param action what it does
 * @param authorAction the action as the author wrote it, for results
 * @param edges what it waits for, and what waits for it
 * @param condition false means skipped
 * @param flow where the workflow goes on
 * @param limits how often, how long and where it runs
 * @param produce the file to write from its result
 * @param outputVariable a further name for its result; may be empty
 */
public record PlanStep(
        int index,
        String id,
        OptionalInt parent,
        StepAction action,
        String authorAction,
        Edges edges,
        Optional<Expression> condition,
        Flow flow,
        Limits limits,
        Optional<Produce> produce,
        String outputVariable) {

    /**
     * Edges join steps of one block.
     *
     * @param dependencies indexes of the declared and inferred dependencies, in document order: what its templates may
     *     see
     * @param after indexes of steps it must also wait for without seeing them (the sources of jumps over or to it)
     * @param successors indexes of the steps that list this one in {@code dependencies} or {@code after}
     * @param level distance from the steps without dependencies, from 0; only for results
     */
    public record Edges(List<Integer> dependencies, List<Integer> after, List<Integer> successors, int level) {
        public Edges {
            dependencies = List.copyOf(dependencies);
            after = List.copyOf(after);
            successors = List.copyOf(successors);
        }
    }

    /**
     * Jumps lead to later steps of the same block; a goto may lead back.
     *
     * @param onSuccess index of the step to jump to; the steps between are skipped
     * @param onFalse index of the step to jump to when the condition is false
     * @param onFailure what follows a failure that no handler took
     * @param reportedFailureCounts whether {@code onFailure} also applies when the tool ran but reported
     *     {@code success: false} (the author wrote an {@code on_failure} or a handler)
     * @param goTo where it leads when it has succeeded; counts more than {@code onSuccess}
     * @param handlers in the order in which they are asked
     * @param compensation steps that undo this one when the job fails or is cancelled; may be empty
     * @param cleanup steps that run after this one, however it went; may be empty
     */
    public record Flow(
            OptionalInt onSuccess,
            OptionalInt onFalse,
            OnFailure onFailure,
            boolean reportedFailureCounts,
            Optional<Goto> goTo,
            List<ErrorHandler> handlers,
            Block compensation,
            Block cleanup) {
        public Flow {
            handlers = List.copyOf(handlers);
        }
    }

    /**
     * @param retry the engine's retries
     * @param timeoutMs limit of an attempt in milliseconds; 0 is none
     * @param queue where its commands go
     * @param priority empty leaves it to the job
     * @param delivery how often it may run
     * @param manner how the worker makes the call
     */
    public record Limits(
            RetryPolicy retry,
            long timeoutMs,
            String queue,
            Optional<Priority> priority,
            Delivery delivery,
            Manner manner) {}

    /** What the id of a step has that only asks a model for a value of another step. */
    public static final String ASKS = "__auto_";

    /** Whether the step is one that the author did not write: it asks a model for a value of another step. */
    public boolean asks() {
        return id.contains(ASKS);
    }

    /** How many steps must have ended before this one starts. */
    public int waitsFor() {
        return edges.dependencies().size() + edges.after().size();
    }

    public List<Integer> dependencies() {
        return edges.dependencies();
    }

    public List<Integer> after() {
        return edges.after();
    }

    public List<Integer> successors() {
        return edges.successors();
    }

    public int level() {
        return edges.level();
    }

    public OptionalInt onSuccess() {
        return flow.onSuccess();
    }

    public boolean reportedFailureCounts() {
        return flow.reportedFailureCounts();
    }

    public OnFailure onFailure() {
        return flow.onFailure();
    }

    public RetryPolicy retry() {
        return limits.retry();
    }

    public long timeoutMs() {
        return limits.timeoutMs();
    }

    /** Every block inside: those of the action, then those of the handlers, the compensation, the cleanup. */
    public Stream<Block> blocks() {
        return Stream.of(
                        action instanceof StepAction.Holding holding
                                ? holding.blocks().stream()
                                : Stream.<Block>empty(),
                        flow.handlers().stream().map(ErrorHandler::block),
                        Stream.of(flow.compensation(), flow.cleanup()))
                .flatMap(blocks -> blocks);
    }
}
