/**
 * Whether a cluster is set up as jobs need it: what each thing is, what it should be, what it costs and how to change it.
 *
 * <p>Invariants: nothing here changes anything in the cluster; what cannot be read is told as unknown and ends nothing; every
 * rule says its cost, measured where {@code docs/tuning.md} has a figure.
 */
@NullMarked
package io.orchestrator.cli.doctor;

import org.jspecify.annotations.NullMarked;
