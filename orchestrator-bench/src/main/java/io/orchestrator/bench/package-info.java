/**
 * Measures the whole engine: workloads of no-op steps, and in the same run the limits that Kafka itself sets on this
 * machine.
 *
 * <p>Invariant: a figure is printed with what it was measured against; nothing here is a test.
 */
@NullMarked
package io.orchestrator.bench;

import org.jspecify.annotations.NullMarked;
