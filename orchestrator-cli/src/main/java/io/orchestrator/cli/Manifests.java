package io.orchestrator.cli;

import io.orchestrator.config.Settings;
import io.orchestrator.topics.TopicManifest;
import io.orchestrator.topics.Topics;
import java.util.List;

/** The topics that the settings ask for. */
final class Manifests {

    private static final int MAX_PARTITIONS = 10_000;
    private static final int MAX_REPLICAS = 10;

    private Manifests() {}

    /** One broker, a few partitions: quick to start, enough for one machine. */
    static TopicManifest embedded(Settings settings) {
        return read(settings, 4, 4, 1);
    }

    /** Enough partitions to grow; three replicas. */
    static TopicManifest cluster(Settings settings) {
        return read(settings, 12, 12, 3);
    }

    private static TopicManifest read(Settings settings, int jobs, int commands, int replicas) {
        return new TopicManifest(
                Connection.topics(settings),
                settings.integer("topics.job-partitions", jobs, 1, MAX_PARTITIONS),
                settings.integer("topics.command-partitions", commands, 1, MAX_PARTITIONS),
                (short) settings.integer("topics.replication-factor", replicas, 1, MAX_REPLICAS),
                settings.list("topics.queues", List.of(Topics.DEFAULT_QUEUE)));
    }
}
