/**
 * The Java client: publish workflows, submit jobs, watch them and read their results, with nothing but Kafka and a schema
 * registry.
 *
 * <p>Invariants: what is acknowledged to the caller is acknowledged by all in-sync replicas; events are read committed
 * only; every call ends within a bounded time, {@code watch} excepted, whose end the caller decides.
 */
@NullMarked
package io.orchestrator.client;

import org.jspecify.annotations.NullMarked;
