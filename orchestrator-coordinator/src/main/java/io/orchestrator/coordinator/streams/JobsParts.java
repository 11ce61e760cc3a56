package io.orchestrator.coordinator.streams;

import io.orchestrator.coordinator.metrics.Metrics;
import io.orchestrator.coordinator.wire.GlobalLetters;
import io.orchestrator.coordinator.wire.Protocol;
import io.orchestrator.coordinator.workflow.Terms;

/**
 * What every processor of this process shares.
 *
 * @param protocol of the cluster
 * @param terms of requests
 * @param options times in the life of a job
 * @param pace of timers and commits
 * @param letters of the topics that every coordinator reads
 * @param metrics meters
 */
public record JobsParts(
        Protocol protocol, Terms terms, JobOptions options, Pace pace, GlobalLetters letters, Metrics metrics) {}
