/**
 * Reads steps, those inside steps as well, into drafts: what a step alone says is checked and parsed, names are not
 * resolved yet.
 *
 * <p>Invariants: a step is numbered before the steps inside are read; steps that only handle errors, or undo, leave the
 * list they are written in. {@code BlockReader} is the entry.
 */
@NullMarked
package io.orchestrator.compile.pipeline.step;

import org.jspecify.annotations.NullMarked;
