package io.orchestrator.coordinator.streams;

import io.orchestrator.coordinator.metrics.Metrics;
import io.orchestrator.coordinator.wire.GlobalLetters;
import io.orchestrator.coordinator.wire.Protocol;
import io.orchestrator.coordinator.workflow.Sweeper;
import io.orchestrator.coordinator.workflow.Terms;
import java.util.Optional;

/**
 * What every processor of this process shares.
 *
 * @param protocol of the cluster
 * @param terms of requests
 * @param options times in the life of a job
 * @param pace of timers and commits
 * @param letters of the topics that every coordinator reads
 * @param metrics meters
 * @param sweeper of jobs that have left
 */
public record JobsParts(
        Protocol protocol,
        Terms terms,
        JobOptions options,
        Pace pace,
        GlobalLetters letters,
        Metrics metrics,
        Sweeper sweeper) {

    /** Without an artifact store. */
    public JobsParts(
            Protocol protocol, Terms terms, JobOptions options, Pace pace, GlobalLetters letters, Metrics metrics) {
        this(protocol, terms, options, pace, letters, metrics, new Sweeper(Optional.empty(), metrics));
    }
}
