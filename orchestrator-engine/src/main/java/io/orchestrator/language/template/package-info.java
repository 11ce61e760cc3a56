/**
 * Templates: a source is cut into {@code Segment}s, those become a {@code Block} of {@code Statement}s, and a block
 * prints.
 *
 * <p>Invariant: whitespace is settled once, when the source is cut.
 */
@NullMarked
package io.orchestrator.language.template;

import org.jspecify.annotations.NullMarked;
