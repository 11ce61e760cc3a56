package io.orchestrator.topics;

import io.orchestrator.model.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every topic and share group of one installation.
 *
 * @param topics the names
 * @param jobPartitions partitions of all topics keyed by job id; fixed for the life of a cluster
 * @param commandPartitions partitions of each {@code step.commands} topic
 * @param replicationFactor of all topics
 * @param queues the queues of step commands; at least one
 */
public record TopicManifest(
        Topics topics, int jobPartitions, int commandPartitions, short replicationFactor, List<String> queues) {

    /** The largest record that the topics take, in bytes: the codecs' limit plus what Kafka's batch adds. */
    static final int MAX_MESSAGE_BYTES = 1_048_588;

    /** How long a worker holds a command before the broker gives it to another one. */
    static final Duration RECORD_LOCK = Duration.ofSeconds(30);

    private static final Duration REQUESTS = Duration.ofDays(7);
    private static final Duration COMMANDS = Duration.ofDays(3);
    private static final Duration TASKS = Duration.ofDays(7);
    private static final Duration PROGRESS = Duration.ofDays(3);
    private static final Duration EVENTS = Duration.ofDays(90);
    private static final Duration INTERNAL = Duration.ofDays(1);
    private static final Duration WORKER_CONTROLS = Duration.ofHours(1);
    private static final Duration DEAD_LETTERS = Duration.ofDays(30);

    public TopicManifest {
        queues = List.copyOf(queues);
        if (jobPartitions < 1 || commandPartitions < 1 || replicationFactor < 1) {
            throw new IllegalArgumentException("partitions and replication factor must be at least 1: job partitions "
                    + jobPartitions + ", command partitions " + commandPartitions + ", replication factor "
                    + replicationFactor);
        }
        if (queues.isEmpty()) {
            throw new IllegalArgumentException("at least one queue is needed, for example " + Topics.DEFAULT_QUEUE);
        }
    }

    /** The topics in a fixed order: jobs, tasks, commands by queue, the rest. */
    public List<TopicSpec> specs() {
        var specs = new ArrayList<TopicSpec>();
        specs.add(received(topics.jobRequests(), jobPartitions, REQUESTS));
        specs.add(received(topics.jobControls(), jobPartitions, REQUESTS));
        specs.add(deleting(topics.jobEvents(), jobPartitions, EVENTS));
        specs.add(compacted(topics.jobViews(), jobPartitions));
        specs.add(deleting(topics.jobInternal(), jobPartitions, INTERNAL));
        specs.add(received(topics.admission(), jobPartitions, INTERNAL));
        specs.add(received(topics.jobTickets(), jobPartitions, INTERNAL));
        specs.add(received(topics.taskStarted(), jobPartitions, TASKS));
        specs.add(received(topics.taskProgress(), jobPartitions, PROGRESS));
        specs.add(received(topics.taskCompleted(), jobPartitions, TASKS));
        for (String queue : queues) {
            for (Priority priority : Priority.values()) {
                specs.add(deleting(topics.stepCommands(queue, priority), commandPartitions, COMMANDS));
            }
        }
        specs.add(deleting(topics.emits(), jobPartitions, COMMANDS));
        specs.add(deleting(topics.workerControls(), 1, WORKER_CONTROLS));
        specs.add(compacted(topics.workflowDefinitions(), 1));
        specs.add(deleting(topics.deadLetters(), 1, DEAD_LETTERS));
        specs.add(receivedAndCompacted(topics.schedules(), jobPartitions));
        specs.add(compacted(topics.scheduleViews(), jobPartitions));
        specs.add(received(topics.signals(), jobPartitions, REQUESTS));
        specs.add(received(topics.signalWaits(), jobPartitions, REQUESTS));
        return List.copyOf(specs);
    }

    /** The settings of each queue's share group. */
    Map<String, String> shareGroupConfigs() {
        var configs = new LinkedHashMap<String, String>();
        // The broker's own default is latest: commands sent before the first worker came would be lost.
        configs.put("share.auto.offset.reset", "earliest");
        // Speculative dispatch: a worker may start before the coordinator's transaction commits.
        configs.put("share.isolation.level", "read_uncommitted");
        configs.put("share.record.lock.duration.ms", Long.toString(RECORD_LOCK.toMillis()));
        return configs;
    }

    private TopicSpec deleting(String name, int partitions, Duration retention) {
        var configs = new LinkedHashMap<String, String>();
        configs.put("cleanup.policy", "delete");
        configs.put("retention.ms", Long.toString(retention.toMillis()));
        return new TopicSpec(name, partitions, shared(configs));
    }

    /** What the coordinator reads as input bears the broker's time, see ADR 5. */
    private TopicSpec received(String name, int partitions, Duration retention) {
        var configs = new LinkedHashMap<>(deleting(name, partitions, retention).configs());
        configs.put("message.timestamp.type", "LogAppendTime");
        return new TopicSpec(name, partitions, configs);
    }

    private TopicSpec compacted(String name, int partitions) {
        var configs = new LinkedHashMap<String, String>();
        configs.put("cleanup.policy", "compact");
        return new TopicSpec(name, partitions, shared(configs));
    }

    private TopicSpec receivedAndCompacted(String name, int partitions) {
        var configs = new LinkedHashMap<>(compacted(name, partitions).configs());
        configs.put("message.timestamp.type", "LogAppendTime");
        return new TopicSpec(name, partitions, configs);
    }

    private Map<String, String> shared(Map<String, String> configs) {
        configs.put("min.insync.replicas", replicationFactor >= 3 ? "2" : "1");
        configs.put("max.message.bytes", Integer.toString(MAX_MESSAGE_BYTES));
        return configs;
    }
}
