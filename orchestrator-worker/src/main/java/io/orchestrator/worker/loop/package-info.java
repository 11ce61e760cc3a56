/**
 * Kafka in and out: acquires step commands from share groups, runs each on a virtual thread, publishes what came of it.
 *
 * <p>Invariants: a command is accepted only after a durable record says what became of it, its result or a lease; a record
 * is never held longer than the grace plus one publication, so a slow step delays nobody; only the lane's own thread
 * touches its consumer. Besides {@code Worker}, nothing else imports Kafka's consumers and producers.
 */
@NullMarked
package io.orchestrator.worker.loop;

import org.jspecify.annotations.NullMarked;
