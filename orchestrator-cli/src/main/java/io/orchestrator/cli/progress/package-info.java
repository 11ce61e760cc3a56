/**
 * Shows a job's events to a person: a bar and a line a step on a terminal, plain lines elsewhere.
 *
 * <p>Invariant: what is shown comes from the job's events alone.
 */
@NullMarked
package io.orchestrator.cli.progress;

import org.jspecify.annotations.NullMarked;
