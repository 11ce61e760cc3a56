package io.orchestrator.worker.guard;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.internal.AtomicRateLimiter;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.StepCommand;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The limits that steps have of their own, one a key and rate; those used longest ago are forgotten. Of this process only.
 * Thread-safe.
 */
final class StepRates {

    /** Limits that are remembered. */
    static final int MAX_KEYS = 10_000;

    private final Map<StepCommand.Rate, RateLimiter> limiters = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<StepCommand.Rate, RateLimiter> eldest) {
            return size() > MAX_KEYS;
        }
    };

    /** Why the call must not be made now, and when to come again; empty where it may, and then it counts. */
    Optional<Failure> refusal(StepCommand.Rate rate) {
        var limiter = of(rate);
        if (limiter.acquirePermission()) {
            return Optional.empty();
        }
        var message = "calls of '" + rate.key() + "' are limited to " + rate.calls() + " in " + rate.periodMs() + " ms";
        return Optional.of(
                new Failure(FailureKind.UNAVAILABLE, Failure.NOT_ATTEMPTED, message, waitMs(limiter, rate.periodMs())));
    }

    private synchronized RateLimiter of(StepCommand.Rate rate) {
        return limiters.computeIfAbsent(rate, StepRates::limiter);
    }

    private static RateLimiter limiter(StepCommand.Rate rate) {
        return new AtomicRateLimiter(
                rate.key(),
                RateLimiterConfig.custom()
                        .limitForPeriod(rate.calls())
                        .limitRefreshPeriod(Duration.ofMillis(rate.periodMs()))
                        .timeoutDuration(Duration.ZERO)
                        .build());
    }

    private static long waitMs(RateLimiter limiter, long periodMs) {
        var left = limiter instanceof AtomicRateLimiter atomic
                ? Duration.ofNanos(atomic.getDetailedMetrics().getNanosToWait()).toMillis() + 1
                : periodMs;
        return Math.clamp(left, 1, periodMs);
    }
}
