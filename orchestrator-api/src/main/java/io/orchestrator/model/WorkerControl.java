package io.orchestrator.model;

/**
 * The coordinator tells workers to stop running an attempt and to kill what it started. The record key is the worker's id.
 *
 * @param task which attempt; an empty step means every attempt of the job
 * @param worker the worker that said it started; empty means whoever runs it
 * @param reason for the log and the failure
 */
public record WorkerControl(TaskRef task, String worker, String reason) {}
