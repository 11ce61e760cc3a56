/**
 * Tools that start processes.
 *
 * <p>Invariants: a child never outlives its call, however it ends: its process group, its descendants and every
 * process that bears the call's mark in its environment are killed. Output is read to its end and kept up to a limit.
 * Standard input is empty; the worker's own settings and API keys are not passed on.
 */
@NullMarked
package io.orchestrator.worker.tool.process;

import org.jspecify.annotations.NullMarked;
