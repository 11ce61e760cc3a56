package io.orchestrator.engine;

/**
 * A job as a checkpoint keeps it.
 *
 * @param header then
 * @param root then
 * @param leaves as they were seen then
 */
public record Saved(JobHeader header, JobRoot root, Leaves leaves) {}
