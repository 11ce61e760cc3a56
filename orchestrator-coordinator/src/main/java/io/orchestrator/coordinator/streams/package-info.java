/**
 * The Kafka Streams application that runs jobs: it loads, calls the engine, stores and forwards, all in one transaction.
 *
 * <p>Invariants: a decision is encoded as a whole before the first byte of it is written; a record that cannot be used
 * becomes a dead letter, a bug ends one job, and neither stops a partition; Kafka's own exceptions are never caught;
 * topology names are frozen by a golden file.
 */
@NullMarked
package io.orchestrator.coordinator.streams;

import org.jspecify.annotations.NullMarked;
