/**
 * Joins the drafts: names to the steps they mean, edges between the steps of a block, jumps and the order they ask for.
 *
 * <p>Invariants: an edge joins steps of one block; what a step inside reads of an outer block is an edge of the step
 * that encloses it there. {@code Linker} is the entry.
 */
@NullMarked
package io.orchestrator.compile.pipeline.link;

import org.jspecify.annotations.NullMarked;
