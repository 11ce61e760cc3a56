/**
 * The declarations of a document's inputs.
 *
 * <p>Invariants: every spelling of a constraint comes out as one name; a default is checked like a value.
 */
@NullMarked
package io.orchestrator.compile.pipeline.input;

import org.jspecify.annotations.NullMarked;
