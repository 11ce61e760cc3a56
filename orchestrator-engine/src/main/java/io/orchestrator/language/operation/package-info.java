/**
 * What operators mean, as in Python: arithmetic, comparison and order, and what is inside of an item.
 *
 * <p>Invariant: it knows values and texts, not what an expression looks like.
 */
@NullMarked
package io.orchestrator.language.operation;

import org.jspecify.annotations.NullMarked;
