package io.orchestrator.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What can happen to a job, past tense. */
public sealed interface JobFact
        permits JobFact.JobAccepted,
                JobFact.JobRejected,
                JobFact.JobCompleted,
                JobFact.JobFailed,
                JobFact.JobCancelled,
                JobFact.StepScheduled,
                JobFact.StepStarted,
                JobFact.StepLeaseRenewed,
                JobFact.StepRetryScheduled,
                JobFact.StepCompleted,
                JobFact.StepFailed,
                JobFact.StepSkipped,
                JobFact.StepCancelled,
                JobFact.StepOpened,
                JobFact.ChildStarted,
                JobFact.LoopItems,
                JobFact.BlockStarted,
                JobFact.BlockEnded,
                JobFact.FailureCaught,
                JobFact.StepsRepeated,
                JobFact.Emitted,
                JobFact.VariableChanged,
                JobFact.JobEnding,
                ControlFact,
                AdmissionFact {

    /** The dotted word on the wire, for example {@code step.completed}; also the SSE event name. */
    default String type() {
        return switch (this) {
            case JobAccepted f -> "job.accepted";
            case JobRejected f -> "job.rejected";
            case JobCompleted f -> "job.completed";
            case JobFailed f -> "job.failed";
            case JobCancelled f -> "job.cancelled";
            case StepScheduled f -> "step.scheduled";
            case StepStarted f -> "step.started";
            case StepLeaseRenewed f -> "step.lease-renewed";
            case StepRetryScheduled f -> "step.retry-scheduled";
            case StepCompleted f -> "step.completed";
            case StepFailed f -> "step.failed";
            case StepSkipped f -> "step.skipped";
            case StepCancelled f -> "step.cancelled";
            case StepOpened f -> "step.opened";
            case ChildStarted f -> "step.child-started";
            case LoopItems f -> "loop.items";
            case BlockStarted f -> "block.started";
            case BlockEnded f -> "block.ended";
            case FailureCaught f -> "step.failure-caught";
            case StepsRepeated f -> "steps.repeated";
            case Emitted f -> "job.emitted";
            case VariableChanged f -> "variable.changed";
            case JobEnding f -> "job.ending";
            case ControlFact f -> f.type();
            case AdmissionFact f -> f.type();
        };
    }

    /** Whether nothing may follow it in its epoch. */
    default boolean terminal() {
        return switch (this) {
            case JobRejected f -> true;
            case JobCompleted f -> true;
            case JobFailed f -> true;
            case JobCancelled f -> true;
            case JobAccepted f -> false;
            case StepScheduled f -> false;
            case StepStarted f -> false;
            case StepLeaseRenewed f -> false;
            case StepRetryScheduled f -> false;
            case StepCompleted f -> false;
            case StepFailed f -> false;
            case StepSkipped f -> false;
            case StepCancelled f -> false;
            case StepOpened f -> false;
            case ChildStarted f -> false;
            case LoopItems f -> false;
            case BlockStarted f -> false;
            case BlockEnded f -> false;
            case FailureCaught f -> false;
            case StepsRepeated f -> false;
            case Emitted f -> false;
            case VariableChanged f -> false;
            case JobEnding f -> false;
            case ControlFact f -> f.terminal();
            case AdmissionFact f -> f.terminal();
        };
    }

    /**
     * The job exists; it runs, unless {@link AdmissionFact.Queued} follows at once.
     *
     * @param workflow {@code id@version}
     * @param planHash the compiled plan's stable hash
     * @param inputs checked, defaults filled in
     * @param priority of its commands
     * @param labels as requested
     * @param workspace as requested
     * @param requestedBy as requested
     * @param requestedAtMs the job's one instant
     * @param outline the plan's steps, enough to build a result document without the plan
     * @param parent the step of another job that asked; empty for every other client
     */
    record JobAccepted(
            String workflow,
            String planHash,
            Value.Dict inputs,
            Priority priority,
            Map<String, String> labels,
            String workspace,
            String requestedBy,
            long requestedAtMs,
            List<StepOutline> outline,
            Optional<ParentStep> parent)
            implements JobFact {
        /** A job that no other one asked for. */
        public JobAccepted(
                String workflow,
                String planHash,
                Value.Dict inputs,
                Priority priority,
                Map<String, String> labels,
                String workspace,
                String requestedBy,
                long requestedAtMs,
                List<StepOutline> outline) {
            this(
                    workflow,
                    planHash,
                    inputs,
                    priority,
                    labels,
                    workspace,
                    requestedBy,
                    requestedAtMs,
                    outline,
                    Optional.empty());
        }

        public JobAccepted {
            labels = Map.copyOf(labels);
            outline = List.copyOf(outline);
        }
    }

    /**
     * The request cannot become a running job: bad inputs, unknown workflow, broken document.
     *
     * @param workflow as asked for; may be empty
     * @param failure why
     * @param findings one line each, every problem at once
     * @param parent the step of another job that asked; empty for every other client
     */
    record JobRejected(String workflow, Failure failure, List<String> findings, Optional<ParentStep> parent)
            implements JobFact {
        /** A request that no other job made. */
        public JobRejected(String workflow, Failure failure, List<String> findings) {
            this(workflow, failure, findings, Optional.empty());
        }

        public JobRejected {
            findings = List.copyOf(findings);
        }
    }

    /**
     * Every step has ended and none failed unhandled.
     *
     * @param success false where a step reported failure
     * @param outputs the declared outputs
     */
    record JobCompleted(boolean success, Value.Dict outputs) implements JobFact {}

    /**
     * @param failure the failure that ended the job; empty where it ran to its end past a failed step
     * @param step the step that failed; empty where none did
     * @param outputs what could be resolved; empty unless the job ran to its end
     */
    record JobFailed(Optional<Failure> failure, String step, Value.Dict outputs) implements JobFact {}

    /**
     * @param reason why
     * @param actor who
     */
    record JobCancelled(String reason, String actor) implements JobFact {}

    /**
     * A command was emitted.
     *
     * @param task which attempt
     * @param queue where to
     */
    record StepScheduled(TaskRef task, String queue) implements JobFact {}

    /**
     * @param task which attempt
     * @param worker who runs it
     * @param startedAtMs on the worker, epoch milliseconds
     */
    record StepStarted(TaskRef task, String worker, long startedAtMs) implements JobFact {}

    /**
     * @param task which attempt
     * @param worker who runs it
     * @param untilMs epoch milliseconds until which the worker is believed
     * @param message progress; may be empty
     */
    record StepLeaseRenewed(TaskRef task, String worker, long untilMs, String message) implements JobFact {}

    /**
     * An attempt failed and another will follow.
     *
     * @param task the attempt that failed
     * @param failure why
     * @param retryAtMs when the next attempt starts, epoch milliseconds
     */
    record StepRetryScheduled(TaskRef task, Failure failure, long retryAtMs) implements JobFact {}

    /**
     * @param task which attempt
     * @param worker who ran it; empty where the coordinator did
     * @param startedAtMs epoch milliseconds
     * @param completedAtMs epoch milliseconds
     * @param done the result
     */
    record StepCompleted(TaskRef task, String worker, long startedAtMs, long completedAtMs, TaskResult.Done done)
            implements JobFact {}

    /**
     * The step failed for good.
     *
     * @param task the last attempt; attempt 0 where none was made
     * @param startedAtMs epoch milliseconds; 0 where it never started
     * @param completedAtMs epoch milliseconds
     * @param failure why
     * @param handled whether the workflow says how to go on: the job does not fail because of it
     */
    record StepFailed(TaskRef task, long startedAtMs, long completedAtMs, Failure failure, boolean handled)
            implements JobFact {}

    /**
     * @param step the step's path
     * @param reason for people, for example which condition was false
     */
    record StepSkipped(String step, String reason) implements JobFact {}

    /** @param step a step that was running when the job ended */
    record StepCancelled(String step) implements JobFact {}

    /**
     * A step that holds others has begun, or one that waits.
     *
     * @param task its attempt
     * @param total how many iterations it will have; -1 where nobody knows
     */
    record StepOpened(TaskRef task, int total) implements JobFact {}

    /**
     * A step runs another workflow, as a job of its own.
     *
     * @param task its attempt
     * @param child that job's id
     * @param workflow {@code id@version}, or {@code id} for the latest
     */
    record ChildStarted(TaskRef task, String child, String workflow) implements JobFact {}

    /**
     * Part of a loop's items.
     *
     * @param step the loop's path
     * @param from number of the first of them
     * @param items in order
     */
    record LoopItems(String step, int from, Value.Array items) implements JobFact {}

    /**
     * An iteration, a branch, a case or an error handler begins.
     *
     * @param step path of the step that holds it
     * @param number which: an iteration's counts from 0
     */
    record BlockStarted(String step, int number) implements JobFact {}

    /**
     * @param step path of the step that holds it
     * @param number which
     * @param ending {@code fine}, {@code unsuccessful} or {@code failed}
     */
    record BlockEnded(String step, int number, String ending) implements JobFact {}

    /**
     * A step failed and an error handler takes over.
     *
     * @param task the attempt that failed
     * @param failure why
     * @param number of the handler's block, as in {@link BlockStarted}
     */
    record FailureCaught(TaskRef task, Failure failure, int number) implements JobFact {}

    /**
     * The workflow went back: the steps from the target to this one become pending again.
     *
     * @param step path of the step that led back
     * @param target id of the step to go on with
     */
    record StepsRepeated(String step, String target) implements JobFact {}

    /**
     * The workflow tells its readers something.
     *
     * @param step path of the step
     * @param name of the event, as the author chose
     * @param payload its content
     */
    record Emitted(String step, String name, Value payload) implements JobFact {}

    /**
     * A variable has a value, or a new one.
     *
     * @param step path of the step that assigned it; of the loop, for the variable of an iteration
     * @param iteration number of the iteration whose variable it is; -1 for what a step assigns
     * @param name as templates read it
     * @param scope where it lives
     * @param version from 1, one more with every assignment
     * @param old the value before; empty with version 1
     * @param value the value now
     */
    record VariableChanged(
            String step,
            int iteration,
            String name,
            VariableScope scope,
            int version,
            Optional<VariableValue> old,
            VariableValue value)
            implements JobFact {}

    /**
     * The job is about to end: what was done is undone where it did not complete, and its cleanup runs.
     *
     * @param status COMPLETED, FAILED or CANCELLED
     * @param success of a completed job
     * @param outputs of a job that ran to its end
     * @param failure why it failed; empty where a step failed that it passed over
     * @param step the step that failed it; empty where none did
     * @param reason why it was cancelled; may be empty
     * @param actor who cancelled it; may be empty
     */
    record JobEnding(
            JobStatus status,
            boolean success,
            Value.Dict outputs,
            Optional<Failure> failure,
            String step,
            String reason,
            String actor)
            implements JobFact {}
}
