/**
 * What an input's declaration says of a value: its type and its constraints.
 *
 * <p>Invariants: total and bounded for any value and any pattern; the same rules check a declaration's default at
 * compile time and a job's inputs at submission.
 */
@NullMarked
package io.orchestrator.compile.input;

import org.jspecify.annotations.NullMarked;
