/**
 * One coordinator process: configuration, wiring and main.
 *
 * <p>Invariants: {@link io.orchestrator.coordinator.Coordinator#create} is the whole wiring; a process that cannot work
 * says so within seconds, with what is wrong, where, and what to do; nothing here decides about jobs.
 */
@NullMarked
package io.orchestrator.coordinator;

import org.jspecify.annotations.NullMarked;
