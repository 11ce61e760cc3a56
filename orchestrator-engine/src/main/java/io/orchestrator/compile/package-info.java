/**
 * Documents to plans, and inputs against a plan's declarations.
 *
 * <p>Invariants: compiling is pure and total (any text gives findings, never an exception) and says everything at once.
 * {@code document} reads text into a located tree, {@code input} checks values, {@code pipeline} is a dialect; they
 * never import this package.
 */
@NullMarked
package io.orchestrator.compile;

import org.jspecify.annotations.NullMarked;
