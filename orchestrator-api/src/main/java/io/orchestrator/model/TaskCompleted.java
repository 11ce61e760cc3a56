package io.orchestrator.model;

/**
 * A worker has ended an attempt.
 *
 * @param task which attempt
 * @param worker the worker's id
 * @param startedAtMs epoch milliseconds on the worker
 * @param completedAtMs epoch milliseconds on the worker
 * @param result what came of it
 * @param claim copied from the command
 */
public record TaskCompleted(
        TaskRef task, String worker, long startedAtMs, long completedAtMs, TaskResult result, String claim) {}
