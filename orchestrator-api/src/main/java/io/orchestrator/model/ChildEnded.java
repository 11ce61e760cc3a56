package io.orchestrator.model;

import java.util.Optional;

/**
 * A job that ran for another's step has ended.
 *
 * @param jobId the job that waits, also the record key
 * @param epoch its epoch
 * @param step the path of the step that waits
 * @param attempt its attempt
 * @param child the job that has ended
 * @param status COMPLETED, FAILED or CANCELLED
 * @param success of a completed job: whether every step succeeded
 * @param outputs the job's outputs
 * @param failure why it failed; empty where no single failure ended it
 */
public record ChildEnded(
        String jobId,
        int epoch,
        String step,
        int attempt,
        String child,
        JobStatus status,
        boolean success,
        Value.Dict outputs,
        Optional<Failure> failure) {}
