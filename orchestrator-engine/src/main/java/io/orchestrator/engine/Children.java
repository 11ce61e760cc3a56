package io.orchestrator.engine;

import io.orchestrator.language.value.LanguageException;
import io.orchestrator.language.value.LanguageException.Kind;
import io.orchestrator.language.value.Scope;
import io.orchestrator.model.ChildEnded;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.JobControl;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.JobRequest;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.ParentStep;
import io.orchestrator.model.StepStatus;
import io.orchestrator.model.TaskResult;
import io.orchestrator.model.Value;
import io.orchestrator.model.Wish;
import io.orchestrator.plan.StepAction;
import io.orchestrator.plan.StepPath;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Steps that run other workflows: each attempt is a job of its own, whose id follows from the attempt. */
final class Children {

    /** Jobs below the one that a client asked for. */
    static final int MAX_DEPTH = 10;

    /** What a workflow is called whose document a template gave. */
    private static final String INLINE = "inline";

    private Children() {}

    // ---- the job that waits

    /** Asks for the job; the step's time limit counts from here. */
    static void start(
            Turn turn, StepRules steps, StepPath path, int number, StepAction.CallWorkflow call, Scope scope) {
        var target = target(call.called(), scope);
        var inherited = inherited(turn, call);
        var inputs = inputs(call, inherited, scope);
        var header = turn.draft().header();
        var above = header.parent();
        var depth = above == null ? 1 : above.depth() + 1;
        if (depth > MAX_DEPTH) {
            steps.failed(path, 0, turn.atMs(), tooDeep(turn, path, target.name()));
            return;
        }
        var task = turn.task(path, number);
        var child = Ids.child(target.name(), task.commandId());
        var limits = turn.plan().step(path).limits();
        turn.emit(new JobFact.ChildStarted(task, child, target.name()));
        turn.perform(new Effect.StartJob(new JobRequest(
                child,
                target.document().isPresent() ? Optional.empty() : Optional.of(target.name()),
                target.document(),
                inputs,
                Optional.of(limits.priority().orElse(turn.priority())),
                header.labels(),
                header.workspace(),
                actor(turn),
                turn.atMs(),
                Optional.of(new ParentStep(turn.jobId(), task.epoch(), task.step(), number, depth)),
                inherited.keySet())));
        if (!call.waits()) {
            steps.done(task, "", turn.atMs(), turn.atMs(), started(child));
        } else if (limits.timeoutMs() > 0) {
            turn.timer(JobTimer.Kind.DEADLINE, path, turn.atMs() + limits.timeoutMs());
        }
    }

    /**
     * The workflow to run.
     *
     * @param name {@code id@version} or {@code id}
     * @param document its text, where no published one is meant
     */
    private record Target(String name, Optional<String> document) {}

    private static Target target(StepAction.Called called, Scope scope) {
        return switch (called) {
            case StepAction.Inline inline -> new Target(inline.key(), Optional.of(inline.document()));
            case StepAction.Named named -> {
                var text = named.workflow().render(scope).strip();
                if (text.isEmpty()) {
                    throw new LanguageException(Kind.TYPE, 0, "the name of the workflow to run is empty");
                }
                var document = text.contains("\n") || text.startsWith("{");
                yield document ? new Target(INLINE, Optional.of(text)) : new Target(text, Optional.empty());
            }
        };
    }

    private static Map<String, Value> inherited(Turn turn, StepAction.CallWorkflow call) {
        var inherited = new LinkedHashMap<String, Value>();
        turn.draft().header().inputs().entries().forEach((name, value) -> {
            if (call.inherit().contains(name)) {
                inherited.put(name, value);
            }
        });
        return inherited;
    }

    private static Value.Dict inputs(StepAction.CallWorkflow call, Map<String, Value> inherited, Scope scope) {
        if (!(scope.opener().opened(call.inputs().render(scope)) instanceof Value.Dict given)) {
            throw new LanguageException(Kind.TYPE, 0, "the inputs of a workflow must be a map");
        }
        var inputs = new LinkedHashMap<>(given.entries());
        inputs.keySet().forEach(inherited::remove);
        inputs.putAll(inherited);
        return Value.of(inputs);
    }

    /** What a step that does not wait has at once. */
    private static TaskResult.Done started(String child) {
        var envelope = new LinkedHashMap<String, Value>();
        envelope.put("result", Value.of(Map.of("job_id", Value.of(child))));
        envelope.put("success", Value.Bool.TRUE);
        envelope.put("error", Value.Null.NULL);
        envelope.put("job_id", Value.of(child));
        return new TaskResult.Done(Value.of(envelope), Optional.empty());
    }

    private static Failure tooDeep(Turn turn, StepPath path, String workflow) {
        var header = turn.draft().header();
        var above = header.parent();
        var waits = above == null ? "" : ", for which step '" + above.step() + "' of job " + above.jobId() + " waits,";
        return Failure.of(
                FailureKind.LIMIT,
                "RECURSION_LIMIT",
                "step '" + turn.text(path) + "' of " + header.workflow() + waits + " is to run " + workflow + ", but "
                        + MAX_DEPTH + " jobs wait for each other already");
    }

    /** Whether the step is one that runs another workflow. */
    static boolean calls(Turn turn, StepPath path) {
        return turn.plan().step(path).action() instanceof StepAction.CallWorkflow;
    }

    /** Whether the step waits for another job now, and not for the steps of an error handler. */
    static boolean running(Turn turn, StepPath path) {
        var state = turn.step(path);
        return calls(turn, path)
                && state.status() == StepStatus.RUNNING
                && !state.run().child().isEmpty()
                && state.frames().open().isEmpty();
    }

    /** Whether the step waits for the end of just this job. */
    static boolean waits(Turn turn, StepPath path, ChildEnded ended) {
        var state = turn.step(path);
        return running(turn, path)
                && state.attempt() == ended.attempt()
                && state.run().child().equals(ended.child());
    }

    /** Ends the job for which the step waits; the step itself goes on as the caller says. */
    static void cancel(Turn turn, StepPath path, String reason) {
        cancel(turn, turn.step(path).run().child(), reason);
    }

    private static void cancel(Turn turn, String child, String reason) {
        turn.perform(new Effect.ControlJob(new JobControl(
                child + "-cancel",
                child,
                new Wish.Cancel(),
                reason,
                actor(turn),
                turn.atMs(),
                Optional.of(turn.jobId()),
                0)));
    }

    /** Every job for which a step waits is to do the same. */
    static void tellAll(Turn turn, Wish wish, String reason) {
        for (StepState state : Frontier.of(turn.plan(), turn.draft())) {
            if (running(turn, state.path())) {
                var child = state.run().child();
                var id = child + "-" + turn.root().sequence();
                turn.perform(new Effect.ControlJob(new JobControl(
                        id, child, wish, reason, actor(turn), turn.atMs(), Optional.of(turn.jobId()), 0)));
            }
        }
    }

    /** Ends every job for which a step waits, whatever the plan says; the steps themselves stay as they are. */
    static void cancelAll(Turn turn, String reason) {
        turn.draft().leaves().steps(state -> {
            if (state.status() == StepStatus.RUNNING && !state.run().child().isEmpty()) {
                cancel(turn, state.run().child(), reason);
            }
        });
    }

    private static String actor(Turn turn) {
        return "job " + turn.jobId();
    }

    /** The job for which the step waits has ended. */
    static void ended(Turn turn, StepRules steps, StepPath path, ChildEnded ended) {
        var state = turn.step(path);
        var task = turn.task(path, state.attempt());
        var startedAtMs = state.run().startedAtMs();
        if (ended.status() != JobStatus.COMPLETED) {
            steps.attemptFailed(task, startedAtMs, turn.atMs(), failure(turn, path, ended));
            return;
        }
        try {
            var done = new TaskResult.Done(envelope(turn, path, ended), Optional.empty());
            steps.done(task, "", startedAtMs, turn.atMs(), done);
        } catch (LanguageException e) {
            steps.failed(path, startedAtMs, turn.atMs(), steps.unresolved(path, e));
        }
    }

    private static Value.Dict envelope(Turn turn, StepPath path, ChildEnded ended) {
        if (!(turn.plan().step(path).action() instanceof StepAction.CallWorkflow call)) {
            throw new IllegalStateException("the step " + turn.text(path) + " runs no workflow");
        }
        var envelope = new LinkedHashMap<String, Value>();
        envelope.put("result", ChildOutputs.of(call.outputs(), ended.outputs(), turn.draft()::seen));
        envelope.put("success", Value.of(ended.success()));
        envelope.put(
                "error",
                ended.success() ? Value.Null.NULL : Value.of("a step of job " + ended.child() + " reported failure"));
        envelope.put("job_id", Value.of(ended.child()));
        return Value.of(envelope);
    }

    private static Failure failure(Turn turn, StepPath path, ChildEnded ended) {
        var step = "step '" + turn.text(path) + "': job " + ended.child();
        if (ended.status() == JobStatus.CANCELLED) {
            return Failure.of(FailureKind.CANCELLED, "CHILD_CANCELLED", step + " was cancelled");
        }
        var own = ended.failure().orElse(null);
        if (own == null) {
            return Failure.of(FailureKind.TOOL, "CHILD_FAILED", step + " failed: one of its steps did");
        }
        var message = step + " failed: " + own.message();
        // What the child did before it lost a worker or was turned away is an attempt, and counts as one.
        return own.kind() == FailureKind.LOST || own.notAttempted()
                ? Failure.of(FailureKind.TOOL, "CHILD_FAILED", message)
                : new Failure(own.kind(), own.code(), message, own.retryAfterMs());
    }

    // ---- the job that is waited for

    /** A job that nobody waits for any more, and that was never begun, is over before its request comes. */
    static void neverBegun(Turn turn, JobControl control, String parent) {
        var failure = Failure.of(
                FailureKind.CANCELLED,
                "CANCELLED_EARLY",
                "job " + parent + " cancelled it before it began: " + control.reason());
        turn.emit(new JobFact.JobRejected("", failure, List.of(), Optional.empty()));
    }

    /** What a step is told whose job cannot begin because another one has its id; empty where the job is the step's. */
    static Optional<ChildEnded> clash(JobHeader other, JobRequest request) {
        var parent = request.parent();
        if (parent.isEmpty() || parent.get().equals(other.parent())) {
            return Optional.empty();
        }
        var failure = Failure.of(
                FailureKind.INVALID,
                "JOB_ID_TAKEN",
                "another job has the id " + request.jobId() + " already; it runs " + other.workflow());
        return Optional.of(ended(request.jobId(), parent.get(), JobRoot.rejected(failure, 0)));
    }

    /** What the parent is told of the end that the job has come to. */
    static ChildEnded ended(String child, ParentStep parent, JobRoot root) {
        return new ChildEnded(
                parent.jobId(),
                parent.epoch(),
                parent.step(),
                parent.attempt(),
                child,
                root.status(),
                root.success(),
                root.outputs(),
                Optional.ofNullable(root.failure()));
    }
}
