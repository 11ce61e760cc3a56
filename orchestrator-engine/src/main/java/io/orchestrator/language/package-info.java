/**
 * Templates and expressions: one total, bounded evaluator over {@link io.orchestrator.model.Value}.
 *
 * <p>Invariants: no reflection, no Java object in scope, no clock, no random, no file; every evaluation is bounded by
 * {@code Bounds}; a parsed template is immutable and thread-safe.
 */
@NullMarked
package io.orchestrator.language;

import org.jspecify.annotations.NullMarked;
