package io.orchestrator.engine;

import io.orchestrator.model.ControlFact;

/**
 * A picture of the job that can be restored.
 *
 * @param number from 1
 * @param sequence of the last event in it
 * @param atMs when it was made, epoch milliseconds
 * @param cause why
 * @param name for people; may be empty
 */
public record Checkpoint(int number, long sequence, long atMs, ControlFact.Cause cause, String name) {}
