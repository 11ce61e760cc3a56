package io.orchestrator.engine;

import io.orchestrator.model.Failure;
import io.orchestrator.model.ModelUsage;
import io.orchestrator.model.StepStatus;
import io.orchestrator.model.Value;
import io.orchestrator.plan.StepPath;
import org.jspecify.annotations.Nullable;

/**
 * A leaf of a job's state: one instance of a step.
 *
 * @param path which instance
 * @param status PENDING also between two attempts; RUNNING from the command on, or while steps inside run
 * @param waitingFor how many steps must still end before it is this one's turn
 * @param tries its attempts
 * @param run the last attempt
 * @param frames the steps inside; {@link Frames#NONE} where none were begun
 * @param envelope the value of a completed step
 * @param usage what a model step used
 * @param failure the last attempt's failure
 * @param handled whether the workflow says how to go on after the failure
 */
public record StepState(
        StepPath path,
        StepStatus status,
        int waitingFor,
        Tries tries,
        Run run,
        Frames frames,
        Value.@Nullable Dict envelope,
        @Nullable ModelUsage usage,
        @Nullable Failure failure,
        boolean handled) {

    /**
     * @param attempt the last attempt, from 1; 0 before the first
     * @param excused attempts that do not count against the retry policy: the worker was lost or nothing was tried
     * @param earlier attempts before the workflow came back to the step, or before a handler asked for another try
     * @param repeats how often its goto has led back
     */
    public record Tries(int attempt, int excused, int earlier, int repeats) {
        /** Nothing was tried. */
        public static final Tries NONE = new Tries(0, 0, 0, 0);

        Tries at(int next) {
            return new Tries(next, excused, earlier, repeats);
        }

        Tries excused(int now) {
            return new Tries(attempt, now, earlier, repeats);
        }

        /** What was tried so far no longer counts. */
        Tries again() {
            return new Tries(attempt, 0, attempt, repeats);
        }

        Tries repeated() {
            return new Tries(attempt, excused, earlier, repeats + 1);
        }

        /** Attempts that count against the retry policy. */
        int counted() {
            return attempt - earlier - excused;
        }

        /** Whether nothing was tried since the step last became pending anew. */
        boolean fresh() {
            return attempt == earlier;
        }
    }

    /**
     * @param commandId of the active attempt; empty where none is active
     * @param worker who runs or ran it; empty where unknown
     * @param child the job that runs or ran for the step; empty where it is none that runs another workflow
     * @param startedAtMs epoch milliseconds; 0 where it has not started
     * @param completedAtMs epoch milliseconds; 0 where it has not ended
     * @param leaseUntilMs until when its worker is believed, epoch milliseconds; 0 where the delivery itself guards it
     */
    public record Run(
            String commandId, String worker, String child, long startedAtMs, long completedAtMs, long leaseUntilMs) {
        /** Nothing runs or ran. */
        public static final Run NONE = new Run("", "", "", 0, 0, 0);

        Run ended(long atMs) {
            return new Run("", worker, child, startedAtMs, atMs, 0);
        }
    }

    static StepState pending(StepPath path, int waitingFor) {
        return new StepState(
                path, StepStatus.PENDING, waitingFor, Tries.NONE, Run.NONE, Frames.NONE, null, null, null, false);
    }

    int attempt() {
        return tries.attempt();
    }

    /** Whether a completed step succeeded. */
    boolean success() {
        return envelope != null && !Value.Bool.FALSE.equals(envelope.get("success"));
    }

    String commandId() {
        return run.commandId();
    }

    StepState waitingFor(int now) {
        return new StepState(path, status, now, tries, run, frames, envelope, usage, failure, handled);
    }

    StepState scheduled(int attempt, String commandId) {
        return running(tries.at(attempt), new Run(commandId, "", "", 0, 0, 0), frames);
    }

    /** Steps inside begin, or a wait. */
    StepState opened(int attempt, long atMs, Frames begun) {
        return running(tries.at(attempt), new Run("", "", "", atMs, 0, 0), begun);
    }

    /** Another job runs for the step. */
    StepState delegated(int attempt, String child, long atMs) {
        return running(tries.at(attempt), new Run("", "", child, atMs, 0, 0), frames);
    }

    StepState with(Frames now) {
        return new StepState(path, status, waitingFor, tries, run, now, envelope, usage, failure, handled);
    }

    StepState started(String by, long atMs) {
        return running(tries, new Run(run.commandId(), by, "", atMs, 0, run.leaseUntilMs()), frames);
    }

    StepState leased(String by, long untilMs) {
        return running(tries, new Run(run.commandId(), by, "", run.startedAtMs(), 0, untilMs), frames);
    }

    private StepState running(Tries now, Run nowRun, Frames nowFrames) {
        return new StepState(path, StepStatus.RUNNING, waitingFor, now, nowRun, nowFrames, null, null, failure, false);
    }

    StepState betweenAttempts(Failure why, int excused) {
        var idle = new Run("", run.worker(), "", run.startedAtMs(), 0, 0);
        return new StepState(
                path, StepStatus.PENDING, waitingFor, tries.excused(excused), idle, frames, null, null, why, false);
    }

    /** An error handler runs; the failure is kept for it. */
    StepState caught(Failure why, Frames now) {
        var idle = new Run("", run.worker(), "", run.startedAtMs(), 0, 0);
        return new StepState(path, StepStatus.RUNNING, waitingFor, tries, idle, now, null, null, why, false);
    }

    StepState skipped(long atMs) {
        return new StepState(
                path, StepStatus.SKIPPED, waitingFor, tries, Run.NONE.ended(atMs), frames, null, null, failure, false);
    }

    StepState cancelled(long atMs) {
        return new StepState(
                path, StepStatus.CANCELLED, waitingFor, tries, run.ended(atMs), frames, null, null, failure, false);
    }

    /** As before its first turn, but its attempts go on counting. */
    StepState anew(int waitsFor) {
        return new StepState(
                path, StepStatus.PENDING, waitsFor, tries.again(), Run.NONE, frames.closed(), null, null, null, false);
    }

    StepState repeated() {
        return new StepState(
                path, status, waitingFor, tries.repeated(), run, frames, envelope, usage, failure, handled);
    }
}
