package io.orchestrator.coordinator.state;

import io.orchestrator.model.SignalWait;

/**
 * A step that waits for a signal that names no job.
 *
 * @param awaits what it waits for
 * @param order the less, the longer it has waited
 */
public record WaitingStep(SignalWait awaits, long order) {}
