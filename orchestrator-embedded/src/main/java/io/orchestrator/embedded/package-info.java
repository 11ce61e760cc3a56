/**
 * A Kafka cluster and a Confluent-compatible schema registry inside this JVM: the embedded default and the test bed.
 *
 * <p>Invariants: every listener is bound to 127.0.0.1; one process at a time owns a data folder, enforced by a lock file;
 * a data folder outlives restarts, changed ports and {@code kill -9}; this is the only package that sees Kafka's server
 * classes, which are internal to Kafka and therefore tied to the exact version in the parent POM.
 */
@NullMarked
package io.orchestrator.embedded;

import org.jspecify.annotations.NullMarked;
