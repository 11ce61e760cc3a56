package io.orchestrator.model;

/**
 * The step that a job runs for.
 *
 * @param jobId the job that waits
 * @param epoch its epoch
 * @param step the step's path
 * @param attempt its attempt
 * @param depth how many jobs are above the one that runs for it, at least 1
 */
public record ParentStep(String jobId, int epoch, String step, int attempt, int depth) {}
