package io.orchestrator.worker.guard;

import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.micrometer.tagged.TaggedBulkheadMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedRateLimiterMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedRetryMetrics;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.retry.RetryRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.orchestrator.model.Failure;
import io.orchestrator.model.StepCommand;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One guard a tool and a model provider, made when first asked for. Thread-safe. */
public final class Guards {

    private static final Logger LOG = LoggerFactory.getLogger(Guards.class);

    private final Map<String, GuardConfig> configs;
    private final GuardConfig fallback;
    private final CircuitBreakerRegistry breakers = CircuitBreakerRegistry.ofDefaults();
    private final BulkheadRegistry bulkheads = BulkheadRegistry.ofDefaults();
    private final RateLimiterRegistry rates = RateLimiterRegistry.ofDefaults();
    private final RetryRegistry retries = RetryRegistry.ofDefaults();
    private final ConcurrentHashMap<String, Guard> guards = new ConcurrentHashMap<>();
    private final StepRates stepRates = new StepRates();

    /**
     * @param configs by the name of the tool, or {@code model-} and the provider
     * @param fallback for every other name
     * @param meters where the state of breakers, bulkheads and so on is shown
     */
    public Guards(Map<String, GuardConfig> configs, GuardConfig fallback, MeterRegistry meters) {
        this.configs = Map.copyOf(configs);
        this.fallback = fallback;
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers).bindTo(meters);
        TaggedBulkheadMetrics.ofBulkheadRegistry(bulkheads).bindTo(meters);
        TaggedRateLimiterMetrics.ofRateLimiterRegistry(rates).bindTo(meters);
        TaggedRetryMetrics.ofRetryRegistry(retries).bindTo(meters);
    }

    /** The guard of a name out of a closed set: a known tool or a configured provider. */
    public Guard of(String name) {
        return guards.computeIfAbsent(name, this::create);
    }

    /** Why a step's own limit forbids the call now; empty where it may be made, and then it counts. */
    public Optional<Failure> refusal(StepCommand.Rate rate) {
        return stepRates.refusal(rate);
    }

    private Guard create(String name) {
        var config = configs.getOrDefault(name, fallback);
        var breaker = breakers.circuitBreaker(name, breakerConfig(config));
        breaker.getEventPublisher()
                .onStateTransition(event -> LOG.warn("circuit breaker {}: {}", name, event.getStateTransition()));
        return new Guard(
                name,
                config,
                new Breakers(breaker, config.openFor()),
                bulkheads.bulkhead(name, bulkheadConfig(config)),
                rate(name, config),
                retries.retry(name, retryConfig(config)));
    }

    private Optional<RateLimiter> rate(String name, GuardConfig config) {
        if (config.rateLimit() == 0) {
            return Optional.empty();
        }
        return Optional.of(rates.rateLimiter(
                name,
                RateLimiterConfig.custom()
                        .limitForPeriod(config.rateLimit())
                        .limitRefreshPeriod(config.ratePeriod())
                        .timeoutDuration(Duration.ZERO)
                        .build()));
    }

    private static CircuitBreakerConfig breakerConfig(GuardConfig config) {
        return CircuitBreakerConfig.custom()
                .failureRateThreshold(config.failureRatePercent())
                .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(config.windowCalls())
                .minimumNumberOfCalls(Math.min(config.minimumCalls(), config.windowCalls()))
                .waitDurationInOpenState(config.openFor())
                .permittedNumberOfCallsInHalfOpenState(3)
                .build();
    }

    private static BulkheadConfig bulkheadConfig(GuardConfig config) {
        return BulkheadConfig.custom()
                .maxConcurrentCalls(config.maxConcurrent())
                .maxWaitDuration(Duration.ZERO)
                .build();
    }

    /** The wait is in the call, where an interrupt ends it; no exception is tried again. */
    private static RetryConfig retryConfig(GuardConfig config) {
        return RetryConfig.<Guard.Tried>custom()
                .maxAttempts(1 + config.quickRetries())
                .retryOnResult(Guard.Tried::again)
                .retryOnException(e -> false)
                .intervalFunction(IntervalFunction.of(Duration.ofMillis(1)))
                .build();
    }
}
