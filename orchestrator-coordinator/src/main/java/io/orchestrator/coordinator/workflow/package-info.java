/**
 * The workflows that are published, their plans, and whether a request can run.
 *
 * <p>Invariants: a document is compiled by a pure function, so what is cached never changes; every problem of a request is
 * told at once; an accepted job keeps its document and never looks at {@code workflow.definitions} again.
 */
@NullMarked
package io.orchestrator.coordinator.workflow;

import org.jspecify.annotations.NullMarked;
