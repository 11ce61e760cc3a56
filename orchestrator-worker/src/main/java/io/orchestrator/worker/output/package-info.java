/**
 * What becomes of a result before it is reported: it must fit the step's schema, and the step's file is made of it.
 * Invariants: a file is whole or not there; nothing is written outside of the workspace; a result that fits is not
 * changed, only {@code output_info} is added to its envelope.
 */
@NullMarked
package io.orchestrator.worker.output;

import org.jspecify.annotations.NullMarked;
