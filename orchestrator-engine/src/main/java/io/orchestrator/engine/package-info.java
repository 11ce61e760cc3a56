/**
 * The rules of running a job: {@code decide(plan, state, input)} gives events and effects, folding the events gives the
 * state.
 *
 * <p>Invariants: a pure function; time comes with the input, ids and jitter are hashes. What is large is read by an {@code
 * Opener} and left with a {@code Keeper}, under its hash: made again, a decision reads and leaves the same. The state after a decision is the
 * state before it with the decision's events folded in, and nothing else. A decision reads and writes only the leaves
 * of the steps it concerns, so a step costs the same in a small and in a large job.
 */
@NullMarked
package io.orchestrator.engine;

import org.jspecify.annotations.NullMarked;
