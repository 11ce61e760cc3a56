package io.orchestrator.model;

/**
 * One fact about a job, as written to {@code job.events}; folding a job's events in order gives its state.
 *
 * @param jobId the job, also the record key
 * @param sequence from 1, without gaps
 * @param epoch counts restores of the job, from 0
 * @param atMs when it was decided, epoch milliseconds: the time that the input bore
 * @param fact what happened
 */
public record JobEvent(String jobId, long sequence, int epoch, long atMs, JobFact fact) {}
