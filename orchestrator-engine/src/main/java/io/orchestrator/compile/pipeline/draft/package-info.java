/**
 * Steps as read, those inside steps as well, before their names are resolved.
 *
 * <p>Invariants: a step's number is its place in the plan: a step comes before those inside of it; every step stands in
 * one block. {@code StepTree} holds them all.
 */
@NullMarked
package io.orchestrator.compile.pipeline.draft;

import org.jspecify.annotations.NullMarked;
