package io.orchestrator.worker.guard;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.retry.Retry;
import io.orchestrator.model.Failure;
import io.orchestrator.model.FailureKind;
import io.orchestrator.model.TaskResult;
import io.orchestrator.worker.guard.Permit.Repeat;
import java.time.Duration;
import java.util.Optional;

/**
 * Protects one tool or model provider. From outside to inside: quick retry, rate limiter, bulkhead, circuit breaker, time
 * limiter, call. What is refused is a failure {@code UNAVAILABLE} that says when to come again. Thread-safe.
 */
public final class Guard {

    /** When a caller that found the bulkhead full should come again. */
    private static final long FULL_RETRY_MS = 1_000;

    private final String name;
    private final GuardConfig config;
    private final Breakers breakers;
    private final Bulkhead bulkhead;
    private final Optional<RateLimiter> rate;
    private final Retry retry;

    Guard(
            String name,
            GuardConfig config,
            Breakers breakers,
            Bulkhead bulkhead,
            Optional<RateLimiter> rate,
            Retry retry) {
        this.name = name;
        this.config = config;
        this.breakers = breakers;
        this.bulkhead = bulkhead;
        this.rate = rate;
        this.retry = retry;
    }

    /**
     * Makes the call, if it may be made now.
     *
     * @return the call's result, or why it was refused, or a timeout
     * @throws InterruptedException where the attempt was stopped; the call has ended then
     */
    public TaskResult call(Permit permit, GuardedCall call) throws InterruptedException {
        var attempt = new Attempt(permit, call);
        if (permit.repeat() == Repeat.NEVER || config.quickRetries() == 0) {
            return once(attempt);
        }
        try {
            return retry.executeCallable(() -> attempt.next()).result();
        } catch (InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private TaskResult once(Attempt attempt) throws InterruptedException {
        if (rate.isPresent() && !rate.get().acquirePermission()) {
            return refused(
                    "'" + name + "' is limited to " + config.rateLimit() + " calls in " + config.ratePeriod(),
                    config.ratePeriod().toMillis());
        }
        if (!bulkhead.tryAcquirePermission()) {
            return refused(
                    "'" + name + "' already runs " + config.maxConcurrent() + " calls on this worker", FULL_RETRY_MS);
        }
        try {
            return behindBreaker(attempt);
        } finally {
            bulkhead.onComplete();
        }
    }

    private TaskResult behindBreaker(Attempt attempt) throws InterruptedException {
        var breaker = breakers.of(attempt.permit.target());
        var refusal = breaker.refusal();
        if (refusal.isPresent()) {
            return new TaskResult.Failed(refusal.get());
        }
        var begun = System.nanoTime();
        var settled = false;
        try {
            var result = attempt.run();
            breaker.settle(result, attempt.permit.reach(), Duration.ofNanos(System.nanoTime() - begun));
            settled = true;
            return result;
        } finally {
            if (!settled) {
                breaker.forget();
            }
        }
    }

    private static TaskResult refused(String message, long retryAfterMs) {
        return new TaskResult.Failed(
                new Failure(FailureKind.UNAVAILABLE, Failure.NOT_ATTEMPTED, message, retryAfterMs));
    }

    /** The result of a try, and whether another one is worth it. */
    record Tried(TaskResult result, boolean again) {}

    /** The tries of one attempt. Used by one thread. */
    private final class Attempt {
        private final Permit permit;
        private final GuardedCall call;
        private int tries;

        Attempt(Permit permit, GuardedCall call) {
            this.permit = permit;
            this.call = call;
        }

        Tried next() throws InterruptedException {
            if (tries > 0) {
                Thread.sleep(config.quickRetryWait().multipliedBy(1L << (tries - 1)));
            }
            tries++;
            var result = once(this);
            return new Tried(
                    result,
                    isPassing(result) && permit.budget().elapsed().compareTo(GuardConfig.QUICK_RETRY_BUDGET) < 0);
        }

        TaskResult run() throws InterruptedException {
            return permit.budget().limited() ? TimeLimit.within(permit.label(), permit.budget(), call) : call.run();
        }

        /** A refusal that asks for patience is left to the engine. */
        private static boolean isPassing(TaskResult result) {
            return result instanceof TaskResult.Failed failed
                    && failed.failure().kind() == FailureKind.UNAVAILABLE
                    && failed.failure().retryAfterMs() == 0;
        }
    }
}
