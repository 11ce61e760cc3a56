/**
 * Items as text and back, as Python and JSON write them, and what is done to texts: split, searched, laid out,
 * matched by regular expressions, read as dates.
 *
 * <p>Invariant: time is bounded as steps of the {@code Run}, whatever the text and the pattern are.
 */
@NullMarked
package io.orchestrator.language.text;

import org.jspecify.annotations.NullMarked;
