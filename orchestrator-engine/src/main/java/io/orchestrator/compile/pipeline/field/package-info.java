/**
 * What every part of the native dialect is read with: fields by type, templates, times, priorities, and the keys that a
 * mapping can have.
 *
 * <p>Invariants: pure and total; a value of another type is a finding and counts as absent; it knows neither steps nor
 * plans.
 */
@NullMarked
package io.orchestrator.compile.pipeline.field;

import org.jspecify.annotations.NullMarked;
