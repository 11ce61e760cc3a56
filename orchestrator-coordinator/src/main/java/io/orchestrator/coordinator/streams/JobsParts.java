package io.orchestrator.coordinator.streams;

import io.orchestrator.codec.Codecs;
import io.orchestrator.config.Secret;
import io.orchestrator.coordinator.metrics.Metrics;
import io.orchestrator.topics.Topics;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * What every processor of this process shares.
 *
 * @param topics the names
 * @param codecs of all topics
 * @param plans compiled
 * @param queues whether a queue has its topics
 * @param jobPartitions of every topic keyed by job id
 * @param claimSecret signs commands
 * @param options times in the life of a job
 * @param letters of the topics that every coordinator reads
 * @param timerInterval the time between two looks at the timers, at least
 * @param traffic of all processors
 * @param metrics meters
 */
public record JobsParts(
        Topics topics,
        Codecs codecs,
        PlanCache plans,
        Predicate<String> queues,
        int jobPartitions,
        Secret claimSecret,
        JobOptions options,
        GlobalLetters letters,
        Duration timerInterval,
        Traffic traffic,
        Metrics metrics) {

    Partitioning partitioning() {
        return new Partitioning(jobPartitions);
    }
}
