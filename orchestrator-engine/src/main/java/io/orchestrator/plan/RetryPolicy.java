package io.orchestrator.plan;

import java.util.Set;

/**
 * How often and when a step is tried again by the engine.
 *
 * @param maxAttempts at least 1, the first attempt included
 * @param initialMs the delay before the second attempt, in milliseconds
 * @param multiplier each further delay is this much longer; at least 1
 * @param maxMs the longest delay, in milliseconds
 * @param jitter the share of the delay that is spread by a hash of the attempt, 0 to 1
 * @param retryOn failure kinds (names) to retry; empty leaves it to {@code FailureKind.retryable()}
 * @param noRetryOn failure kinds (names) never to retry
 */
public record RetryPolicy(
        int maxAttempts,
        long initialMs,
        double multiplier,
        long maxMs,
        double jitter,
        Set<String> retryOn,
        Set<String> noRetryOn) {

    public RetryPolicy {
        retryOn = Set.copyOf(retryOn);
        noRetryOn = Set.copyOf(noRetryOn);
        if (maxAttempts < 1 || initialMs < 0 || multiplier < 1 || maxMs < 0 || jitter < 0 || jitter > 1) {
            throw new IllegalArgumentException("retry policy out of range: " + maxAttempts);
        }
    }

    /** Three attempts; the second after one second, doubling up to a minute. */
    public static RetryPolicy defaults() {
        return new RetryPolicy(3, 1_000, 2, 60_000, 0.2, Set.of(), Set.of());
    }

    /** The pipeline format's {@code max_retries: n}: n attempts (at least one) without a delay. */
    public static RetryPolicy attempts(int attempts) {
        return new RetryPolicy(Math.max(1, attempts), 0, 1, 0, 0, Set.of(), Set.of());
    }
}
