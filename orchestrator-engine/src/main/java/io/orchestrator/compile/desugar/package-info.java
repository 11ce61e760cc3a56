/**
 * What front ends build native documents with: mappings whose parts stand where the author's stand, calls of Python
 * functions, names put in place of others.
 *
 * <p>Invariants: pure and total; every node made has the place of what it was made from, so that findings point into the
 * author's file; it knows no dialect.
 */
@NullMarked
package io.orchestrator.compile.desugar;

import org.jspecify.annotations.NullMarked;
