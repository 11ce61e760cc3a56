package io.orchestrator.worker.guard;

import java.time.Duration;

/**
 * The limits of one guard.
 *
 * @param maxConcurrent calls at once; one more is {@code UNAVAILABLE}; from 1
 * @param failureRatePercent from this rate of failed calls the breaker opens; 1 to 100
 * @param windowCalls how many of the last calls the rate is taken of
 * @param minimumCalls with fewer calls in the window the breaker stays closed
 * @param openFor how long an open breaker refuses calls before it lets a few through
 * @param rateLimit calls a {@code ratePeriod}; 0 is no limit
 * @param ratePeriod the period of {@code rateLimit}
 * @param quickRetries further tries inside one attempt, after a passing fault; 0 to {@value #MAX_QUICK_RETRIES}
 * @param quickRetryWait before the first of them; doubled for the second
 */
public record GuardConfig(
        int maxConcurrent,
        int failureRatePercent,
        int windowCalls,
        int minimumCalls,
        Duration openFor,
        int rateLimit,
        Duration ratePeriod,
        int quickRetries,
        Duration quickRetryWait) {

    /** The most quick retries of a guard. */
    public static final int MAX_QUICK_RETRIES = 2;

    /** No quick retry begins later than this after the attempt's start. */
    static final Duration QUICK_RETRY_BUDGET = Duration.ofMillis(1500);

    public GuardConfig {
        if (maxConcurrent < 1 || windowCalls < 1 || minimumCalls < 1 || rateLimit < 0) {
            throw new IllegalArgumentException("a guard's counts start at 1, its rate limit at 0");
        }
        if (failureRatePercent < 1 || failureRatePercent > 100) {
            throw new IllegalArgumentException("failureRatePercent is not in 1..100: " + failureRatePercent);
        }
        if (quickRetries < 0 || quickRetries > MAX_QUICK_RETRIES) {
            throw new IllegalArgumentException("quickRetries is not in 0.." + MAX_QUICK_RETRIES + ": " + quickRetries);
        }
    }

    /** Half of the last 20 calls failed: refuse for 10 s. No rate limit; two quick retries after 200 and 400 ms. */
    public static GuardConfig defaults() {
        return new GuardConfig(
                64, 50, 20, 10, Duration.ofSeconds(10), 0, Duration.ofSeconds(1), 2, Duration.ofMillis(200));
    }
}
