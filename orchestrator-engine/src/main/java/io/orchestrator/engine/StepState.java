package io.orchestrator.engine;

import io.orchestrator.model.Failure;
import io.orchestrator.model.ModelUsage;
import io.orchestrator.model.StepStatus;
import io.orchestrator.model.Value;
import org.jspecify.annotations.Nullable;

/**
 * A leaf of a job's state: one step.
 *
 * @param index the step's place in the plan
 * @param status PENDING also between two attempts; RUNNING from the command on
 * @param waitingFor how many steps must still end before it is this one's turn
 * @param attempt the last attempt, from 1; 0 before the first
 * @param excused attempts that do not count against the retry policy: the worker was lost or nothing was tried
 * @param commandId of the active attempt; empty where none is active
 * @param worker who runs or ran it; empty where unknown
 * @param startedAtMs of the last attempt, epoch milliseconds; 0 where it has not started
 * @param completedAtMs epoch milliseconds; 0 where it has not ended
 * @param leaseUntilMs until when its worker is believed, epoch milliseconds; 0 where the delivery itself guards it
 * @param envelope the value of a completed step
 * @param usage what a model step used
 * @param failure the last attempt's failure
 * @param handled whether the workflow says how to go on after the failure
 */
public record StepState(
        int index,
        StepStatus status,
        int waitingFor,
        int attempt,
        int excused,
        String commandId,
        String worker,
        long startedAtMs,
        long completedAtMs,
        long leaseUntilMs,
        Value.@Nullable Dict envelope,
        @Nullable ModelUsage usage,
        @Nullable Failure failure,
        boolean handled) {

    static StepState pending(int index, int waitingFor) {
        return new StepState(index, StepStatus.PENDING, waitingFor, 0, 0, "", "", 0, 0, 0, null, null, null, false);
    }

    StepState waitingForOneLess() {
        return new StepState(
                index,
                status,
                waitingFor - 1,
                attempt,
                excused,
                commandId,
                worker,
                startedAtMs,
                completedAtMs,
                leaseUntilMs,
                envelope,
                usage,
                failure,
                handled);
    }

    StepState scheduled(int nextAttempt, String nextCommandId) {
        return new StepState(
                index,
                StepStatus.RUNNING,
                waitingFor,
                nextAttempt,
                excused,
                nextCommandId,
                "",
                0,
                0,
                0,
                null,
                null,
                failure,
                false);
    }

    StepState started(String by, long atMs) {
        return new StepState(
                index,
                status,
                waitingFor,
                attempt,
                excused,
                commandId,
                by,
                atMs,
                0,
                leaseUntilMs,
                null,
                null,
                failure,
                false);
    }

    StepState leased(String by, long untilMs) {
        return new StepState(
                index,
                status,
                waitingFor,
                attempt,
                excused,
                commandId,
                by,
                startedAtMs,
                0,
                untilMs,
                null,
                null,
                failure,
                false);
    }

    StepState betweenAttempts(Failure why, int nowExcused) {
        return new StepState(
                index,
                StepStatus.PENDING,
                waitingFor,
                attempt,
                nowExcused,
                "",
                worker,
                startedAtMs,
                0,
                0,
                null,
                null,
                why,
                false);
    }

    StepState skipped(long atMs) {
        return new StepState(
                index,
                StepStatus.SKIPPED,
                waitingFor,
                attempt,
                excused,
                "",
                "",
                0,
                atMs,
                0,
                null,
                null,
                failure,
                false);
    }

    StepState cancelled(long atMs) {
        return new StepState(
                index,
                StepStatus.CANCELLED,
                waitingFor,
                attempt,
                excused,
                "",
                worker,
                startedAtMs,
                atMs,
                0,
                null,
                null,
                failure,
                false);
    }
}
