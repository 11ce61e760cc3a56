/**
 * Lanes: who of the jobs that share a limit runs, and who waits.
 *
 * <p>Invariants: a lane has one owner, the task of its partition, so that its counts need no lock; never are more jobs let
 * through than its limit says and have not left; asking again and leaving again change nothing; whatever is done for one
 * record is bounded, and the rest is due at once.
 */
@NullMarked
package io.orchestrator.coordinator.admission;

import org.jspecify.annotations.NullMarked;
