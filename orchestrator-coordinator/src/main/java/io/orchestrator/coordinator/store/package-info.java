/**
 * Jobs and timers in the state stores of a task.
 *
 * <p>Invariants: store names are frozen; what is kept in memory beside a store never changes (headers) or costs only a look
 * too many (the earliest timer), so an aborted transaction leaves nothing stale behind; what is written was encoded before;
 * a deletion takes a bounded number of rows.
 */
@NullMarked
package io.orchestrator.coordinator.store;

import org.jspecify.annotations.NullMarked;
