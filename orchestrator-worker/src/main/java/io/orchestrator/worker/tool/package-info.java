/**
 * The built-in tools: what a step's {@code tool:} and {@code action:} run.
 *
 * <p>Invariants: a tool touches no file outside its call's workspace except through a process it starts; every amount
 * of data read has a limit of {@link io.orchestrator.worker.tool.ToolLimits}; an interrupted tool leaves no process
 * behind. A failure the tool reports is an envelope, everything else a {@code TaskResult.Failed}. Names, parameters
 * and results are those of {@link io.orchestrator.catalog.ToolCatalog}. Never imports the loop, the guard or Kafka.
 */
@NullMarked
package io.orchestrator.worker.tool;

import org.jspecify.annotations.NullMarked;
