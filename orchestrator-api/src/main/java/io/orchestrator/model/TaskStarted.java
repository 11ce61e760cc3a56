package io.orchestrator.model;

/**
 * A worker has begun an attempt.
 *
 * @param task which attempt
 * @param worker the worker's id
 * @param atMs epoch milliseconds on the worker
 * @param claim copied from the command
 */
public record TaskStarted(TaskRef task, String worker, long atMs, String claim) {}
