package io.orchestrator.worker.guard;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.util.LinkedHashMap;

/** The breakers of one guard: its own, and one a target host. Thread-safe. */
final class Breakers {

    /** The most hosts with a breaker of their own; the one unused for longest makes room. */
    static final int MAX_TARGETS = 256;

    private final Breaker own;
    private final CircuitBreakerConfig config;
    private final Duration openFor;
    private final LinkedHashMap<String, Breaker> targets = new LinkedHashMap<>(16, 0.75f, true);

    Breakers(CircuitBreaker own, Duration openFor) {
        this.own = new Breaker(own, openFor);
        this.config = own.getCircuitBreakerConfig();
        this.openFor = openFor;
    }

    /** The breaker of a host; the guard's own where the name is empty. */
    Breaker of(String target) {
        if (target.isEmpty()) {
            return own;
        }
        synchronized (targets) {
            var breaker = targets.computeIfAbsent(target, t -> new Breaker(CircuitBreaker.of(t, config), openFor));
            if (targets.size() > MAX_TARGETS) {
                var oldest = targets.keySet().iterator();
                oldest.next();
                oldest.remove();
            }
            return breaker;
        }
    }
}
