/**
 * How Kafka Streams runs here: our options in its words, and the clients that it gets.
 *
 * <p>Invariants: every setting that is not left alone is in {@code docs/tuning.md}; no transaction is committed before the
 * step commands sent within it are durable; nothing here knows what a job is.
 */
@NullMarked
package io.orchestrator.coordinator.runtime;

import org.jspecify.annotations.NullMarked;
