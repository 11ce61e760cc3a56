/**
 * One command to one result: secrets, workspace, tool or model, time limit, bounds.
 *
 * <p>Invariant: whatever a tool does, a result comes out, or an interrupt. No secret value leaves this package in a
 * result, an error or a progress text. Nothing here imports Kafka.
 */
@NullMarked
package io.orchestrator.worker.run;

import org.jspecify.annotations.NullMarked;
