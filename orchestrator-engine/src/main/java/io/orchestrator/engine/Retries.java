package io.orchestrator.engine;

import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.TaskRef;
import io.orchestrator.plan.RetryPolicy;

/** When a failed attempt is followed by another, and after how long. */
final class Retries {

    /** How often a step may lose its worker before that counts as its own failing. */
    static final int MAX_LOST = 10;

    /** How often a step may be turned away unattempted before that counts as its own failing. */
    static final int MAX_NOT_ATTEMPTED = 1_000;

    private Retries() {}

    /** Whether the attempt does not count against the policy: its worker was lost, or nothing was tried. */
    static boolean excuses(Failure failure, int excused) {
        if (failure.kind() == FailureKind.LOST) {
            return excused < MAX_LOST;
        }
        return failure.notAttempted() && excused < MAX_NOT_ATTEMPTED;
    }

    /** Whether another attempt follows the one that failed. */
    static boolean again(RetryPolicy policy, StepState state, Failure failure) {
        if (excuses(failure, state.tries().excused())) {
            return true;
        }
        return retryable(policy, failure) && state.tries().counted() < policy.maxAttempts();
    }

    private static boolean retryable(RetryPolicy policy, Failure failure) {
        var kind = failure.kind().name();
        if (policy.noRetryOn().contains(kind)) {
            return false;
        }
        return policy.retryOn().isEmpty()
                ? failure.kind().retryable()
                : policy.retryOn().contains(kind);
    }

    /** Milliseconds before the next attempt: exponential, spread by a hash of the task, never under what is asked. */
    static long delayMs(RetryPolicy policy, StepState state, Failure failure, TaskRef task) {
        if (excuses(failure, state.tries().excused())) {
            return failure.retryAfterMs();
        }
        var exponent = Math.max(0, state.tries().counted() - 1);
        var base = Math.min((double) policy.maxMs(), policy.initialMs() * Math.pow(policy.multiplier(), exponent));
        var spread = (Ids.fraction(task.commandId()) * 2 - 1) * policy.jitter();
        return Math.max(failure.retryAfterMs(), Math.round(base * (1 + spread)));
    }
}
