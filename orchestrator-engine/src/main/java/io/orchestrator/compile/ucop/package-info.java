/**
 * UCOP's workflow documents as native ones: catalogues of workflows, lists of agents, mappings of steps with
 * dependencies, workflow definitions, and the in-line form.
 *
 * <p>Invariants: a desugaring only, nothing here knows the plan or the engine; every agent becomes a step, data flows by
 * the names of inputs and outputs, and what cannot be said natively is a finding at its place.
 */
@NullMarked
package io.orchestrator.compile.ucop;

import org.jspecify.annotations.NullMarked;
