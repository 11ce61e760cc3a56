package io.orchestrator.model;

/**
 * A worker still runs an attempt: renews its lease and may tell how far it is.
 *
 * @param task which attempt
 * @param worker the worker's id
 * @param atMs epoch milliseconds on the worker
 * @param leaseMs how long the coordinator may believe this, in milliseconds from {@code atMs}
 * @param message what is going on; may be empty
 * @param claim copied from the command
 */
public record TaskProgress(TaskRef task, String worker, long atMs, long leaseMs, String message, String claim) {}
