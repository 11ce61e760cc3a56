/**
 * Records on their way in and out: what is decoded and checked without the job, and what is encoded and signed.
 *
 * <p>Invariants: a record that cannot be used is an answer ({@code Inbound.Unusable}), never an exception; a registry that
 * is away is one, never an answer; equal records make equal dead letters on every coordinator; a claim covers every field of
 * its task.
 */
@NullMarked
package io.orchestrator.coordinator.wire;

import org.jspecify.annotations.NullMarked;
