/**
 * Protects the worker from what it calls, and what it calls from the worker: circuit breaker, bulkhead, rate limiter,
 * time limiter and quick retries, one set a tool or model provider.
 *
 * <p>Invariant: nothing outside this package imports Resilience4j. A guard never throws for a failure: it answers a
 * {@code TaskResult}; only an interrupt passes through. Retries that must survive a crash are not here, the engine owns
 * them.
 */
@NullMarked
package io.orchestrator.worker.guard;

import org.jspecify.annotations.NullMarked;
