package io.orchestrator.model;

import java.util.List;
import java.util.Optional;

/** What clients, checkpoints and signals do to a job. Who and why, where a client asked. */
public sealed interface ControlFact extends JobFact {

    @Override
    default String type() {
        return switch (this) {
            case Paused f -> "job.paused";
            case Resumed f -> "job.resumed";
            case Restored f -> "job.restored";
            case RerunBegan f -> "job.rerun";
            case PriorityChanged f -> "job.priority-changed";
            case Archived f -> "job.archived";
            case Refused f -> "control.refused";
            case VariableSet f -> "variable.set";
            case CheckpointMade f -> "checkpoint.created";
            case CheckpointDropped f -> "checkpoint.deleted";
            case SignalReceived f -> "signal.received";
            case SignalAwaited f -> "signal.awaited";
            case SignalTaken f -> "signal.taken";
            case RetriesGranted f -> "job.retries-granted";
        };
    }

    @Override
    default boolean terminal() {
        return false;
    }

    /** Who asked for it; nobody for what is told of a step. */
    default By by() {
        return By.NOBODY;
    }

    /**
     * Who asked for it.
     *
     * @param controlId of the wish; empty where nobody asked
     * @param reason why; may be empty
     * @param actor who; may be empty
     */
    record By(String controlId, String reason, String actor) {
        /** Nobody: it follows from what was asked before. */
        public static final By NOBODY = new By("", "", "");
    }

    /** The job begins nothing new. */
    record Paused(By by) implements ControlFact {}

    /** The job goes on. */
    record Resumed(By by) implements ControlFact {}

    /**
     * The job goes on from a checkpoint: first event of a new epoch. What ran then begins anew.
     *
     * @param epoch the new one
     * @param checkpoint number of the checkpoint
     * @param retry whether a failed job is retried; else a client wants the job as it was
     * @param resumeAtMs when it goes on, epoch milliseconds
     */
    record Restored(int epoch, int checkpoint, boolean retry, long resumeAtMs, By by) implements ControlFact {}

    /**
     * Steps run again, others keep their results: first event of a new epoch.
     *
     * @param epoch the new one
     * @param steps ids of the steps that begin anew, in the workflow's order
     * @param inputs of the job from now on
     */
    record RerunBegan(int epoch, List<String> steps, Value.Dict inputs, By by) implements ControlFact {
        public RerunBegan {
            steps = List.copyOf(steps);
        }
    }

    /** @param priority of the job's commands from now on */
    record PriorityChanged(Priority priority, By by) implements ControlFact {}

    /**
     * The ended job is only kept for the record: one event, which is an epoch of its own.
     *
     * @param epoch the new one
     */
    record Archived(int epoch, By by) implements ControlFact {}

    /**
     * What a client wanted cannot be done.
     *
     * @param wish the word of the wish
     * @param why what stands against it
     */
    record Refused(String wish, String why, By by) implements ControlFact {}

    /**
     * A client gave a global variable a value.
     *
     * @param name as templates read it
     * @param version from 1, one more with every assignment
     * @param value the value now
     */
    record VariableSet(String name, int version, Value value, By by) implements ControlFact {}

    /**
     * A picture of the job that can be restored.
     *
     * @param number from 1
     * @param sequence of the last event in the picture
     * @param cause why it was made
     * @param name for people; may be empty
     */
    record CheckpointMade(int number, long sequence, Cause cause, String name, By by) implements ControlFact {}

    /** Why a checkpoint was made. */
    enum Cause {
        /** A client wanted it. */
        MANUAL,
        /** Much has happened since the last one. */
        COUNT,
        /** Much time has gone since the last one. */
        TIME,
        /** The job is paused. */
        PAUSE,
        /** The job fails with what comes next. */
        FAILURE,
        /** A step comes next that cannot be repeated without harm. */
        RISK,
        /** The job is restored, or steps run again, with what comes next. */
        RESTORE
    }

    /** @param number of the checkpoint */
    record CheckpointDropped(int number, By by) implements ControlFact {}

    /**
     * @param name of the signal
     * @param key tells signals of one name apart; may be empty
     * @param payload what it brings
     */
    record SignalReceived(String name, String key, Value payload, By by) implements ControlFact {}

    /**
     * A step waits for a signal.
     *
     * @param task its attempt
     * @param name of the signal
     * @param key tells signals of one name apart; may be empty
     * @param prompt what a person is asked; empty where the signal is for programs
     * @param until when the step goes on without it, epoch milliseconds; empty for never
     */
    record SignalAwaited(TaskRef task, String name, String key, Value.Dict prompt, Optional<Long> until)
            implements ControlFact {}

    /**
     * A step has what it waited for.
     *
     * @param step path of the step
     * @param controlId of the signal; empty where its time was over
     */
    record SignalTaken(String step, String controlId) implements ControlFact {}

    /**
     * A failed job will be retried.
     *
     * @param times how often
     * @param delayMs before each, milliseconds
     */
    record RetriesGranted(int times, long delayMs, By by) implements ControlFact {}
}
