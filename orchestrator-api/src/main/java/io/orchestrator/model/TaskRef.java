package io.orchestrator.model;

/**
 * Names one attempt of one step of one job; commands and everything that answers them bear it.
 *
 * @param commandId derived from the four others and from what the command says, so a recomputed command has the same id;
 *     also the idempotency key
 * @param jobId the job
 * @param epoch counts restores of the job, from 0: what ran in an earlier epoch is ignored
 * @param step the step's path; a top-level step's path is its id
 * @param attempt from 1
 */
public record TaskRef(String commandId, String jobId, int epoch, String step, int attempt) {}
