package io.orchestrator.cli.stack;

import io.orchestrator.config.Settings;
import io.orchestrator.topics.TopicManifest;
import io.orchestrator.topics.Topics;
import java.util.List;

/** The topics that the settings ask for. */
public final class TopicSettings {

    /** One broker, a few partitions: quick to start, enough for one machine. */
    public static final Shape EMBEDDED = new Shape(4, 1);

    /** Enough partitions to grow; three replicas. */
    public static final Shape CLUSTER = new Shape(12, 3);

    private static final int MAX_PARTITIONS = 10_000;
    private static final int MAX_REPLICAS = 10;

    private TopicSettings() {}

    /**
     * What holds where the settings say nothing.
     *
     * @param partitions of job topics and of command topics
     * @param replicas of all
     */
    public record Shape(int partitions, int replicas) {}

    /** Problems are remembered in the settings. */
    public static TopicManifest read(Settings settings, Shape shape) {
        return new TopicManifest(
                prefix(settings),
                settings.integer("topics.job-partitions", shape.partitions(), 1, MAX_PARTITIONS),
                settings.integer("topics.command-partitions", shape.partitions(), 1, MAX_PARTITIONS),
                (short) settings.integer("topics.replication-factor", shape.replicas(), 1, MAX_REPLICAS),
                queues(settings));
    }

    /** The prefix of all names. */
    public static Topics prefix(Settings settings) {
        try {
            return new Topics(settings.text("topics.prefix", ""));
        } catch (IllegalArgumentException e) {
            settings.problem("topics.prefix", String.valueOf(e.getMessage()));
            return new Topics("");
        }
    }

    private static List<String> queues(Settings settings) {
        var standard = List.of(Topics.DEFAULT_QUEUE);
        var queues = settings.list("topics.queues", settings.list("worker.queues", standard));
        return queues.isEmpty() ? standard : queues;
    }
}
