/**
 * LunaCore's documents as native ones: plans (lists of callables with options) and task graphs.
 *
 * <p>Invariants: a desugaring only, nothing here knows the plan or the engine; what a document says and cannot be said
 * natively is a finding at its place.
 */
@NullMarked
package io.orchestrator.compile.lunacore;

import org.jspecify.annotations.NullMarked;
