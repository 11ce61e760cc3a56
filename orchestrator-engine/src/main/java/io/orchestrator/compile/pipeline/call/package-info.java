/**
 * Reads what workers run: calls of tools and models, with the retries and limits of steps.
 *
 * <p>Invariants: a call that cannot be made (no such tool, no model configured) is a finding; it knows nothing of steps
 * beside each other or inside each other.
 */
@NullMarked
package io.orchestrator.compile.pipeline.call;

import org.jspecify.annotations.NullMarked;
