/** Coordinators: the real processors over stores, transactions and a group in memory. */
@NullMarked
package io.orchestrator.simulation.coordinator;

import org.jspecify.annotations.NullMarked;
