package io.orchestrator.coordinator.metrics;

import io.orchestrator.model.Priority;

/**
 * How far the workers are behind in one lane.
 *
 * @param queue the queue
 * @param priority of the commands
 * @param commands those that no worker has acknowledged, in all partitions
 */
public record QueueLag(String queue, Priority priority, long commands) {}
