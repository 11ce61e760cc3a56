/**
 * {@code <AUTO>} tags: values that a model fills in. Their text may be anything, so they are taken out before the
 * document is read as YAML ({@code TagMask}) and put back into its tree; then those that are filled in at run time
 * become steps that ask a model ({@code AutoSteps}). Those in the document's structure are for the client, before it
 * publishes ({@code Blanks}).
 *
 * <p>Invariants: pure and total; places are kept, so findings point into the author's text; it knows the document's tree
 * but no dialect's classes.
 */
@NullMarked
package io.orchestrator.compile.auto;

import org.jspecify.annotations.NullMarked;
