/**
 * The compiled form of a workflow: steps in document order, their edges, their templates parsed.
 *
 * <p>Invariant: a plan is immutable and a pure function of the document; the same document gives the same hash.
 */
@NullMarked
package io.orchestrator.plan;

import org.jspecify.annotations.NullMarked;
