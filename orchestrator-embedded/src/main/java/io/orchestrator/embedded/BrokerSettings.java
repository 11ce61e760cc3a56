package io.orchestrator.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The Kafka settings of one node: small, local, quick to answer. */
final class BrokerSettings {

    static final String HOST = "127.0.0.1";
    static final String CLIENT_LISTENER = "PLAINTEXT";
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    /** What the topology of the cluster decides and an override may not. */
    private static final Set<String> OWNED = Set.of(
            "process.roles",
            "node.id",
            "broker.id",
            "listeners",
            "advertised.listeners",
            "controller.listener.names",
            "controller.quorum.voters",
            "controller.quorum.bootstrap.servers",
            "log.dir",
            "log.dirs",
            "metadata.log.dir");

    private static final int INTERNAL_PARTITIONS = 4;

    private static final String OS_SIZED = "-1";

    private BrokerSettings() {}

    /**
     * All settings of a node.
     *
     * @param ports one pair a node, in the order of the nodes
     */
    static Properties of(BrokerConfig config, int node, List<NodePorts> ports, DataFolder folder) {
        refuseOwned(config.overrides());
        var settings = new Properties();
        settings.putAll(identity(node, ports, folder.node(node)));
        settings.putAll(replication(config.nodes()));
        settings.putAll(GROUPS);
        settings.putAll(SHARE_GROUPS);
        settings.putAll(LATENCY);
        settings.putAll(FOOTPRINT);
        if (folder.crashed(node)) {
            settings.putAll(AFTER_CRASH);
        }
        settings.putAll(config.overrides());
        return settings;
    }

    private static void refuseOwned(Map<String, String> overrides) {
        var refused = new TreeSet<>(overrides.keySet());
        refused.retainAll(OWNED);
        if (!refused.isEmpty()) {
            throw new EmbeddedException("broker settings " + refused
                    + " belong to the embedded broker; remove them from the overrides (port, nodes and data folder"
                    + " are set by their own fields)");
        }
    }

    private static Map<String, String> identity(int node, List<NodePorts> ports, Path folder) {
        var own = ports.get(node);
        var voters = IntStream.range(0, ports.size())
                .mapToObj(i -> nodeId(i) + "@" + HOST + ":" + ports.get(i).controller())
                .collect(Collectors.joining(","));
        var client = CLIENT_LISTENER + "://" + HOST + ":" + own.client();
        return Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                String.valueOf(nodeId(node)),
                "listeners",
                client + "," + CONTROLLER_LISTENER + "://" + HOST + ":" + own.controller(),
                "advertised.listeners",
                client,
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "controller.listener.names",
                CONTROLLER_LISTENER,
                "controller.quorum.voters",
                voters,
                "log.dirs",
                folder.toString());
    }

    static int nodeId(int node) {
        return node + 1;
    }

    private static Map<String, String> replication(int nodes) {
        var factor = String.valueOf(Math.min(3, nodes));
        var inSync = nodes >= 3 ? "2" : "1";
        return Map.ofEntries(
                Map.entry("default.replication.factor", factor),
                Map.entry("min.insync.replicas", inSync),
                Map.entry("offsets.topic.replication.factor", factor),
                Map.entry("offsets.topic.num.partitions", String.valueOf(INTERNAL_PARTITIONS)),
                Map.entry("transaction.state.log.replication.factor", factor),
                Map.entry("transaction.state.log.min.isr", inSync),
                Map.entry("transaction.state.log.num.partitions", String.valueOf(INTERNAL_PARTITIONS)),
                Map.entry("share.coordinator.state.topic.replication.factor", factor),
                Map.entry("share.coordinator.state.topic.min.isr", inSync),
                Map.entry("share.coordinator.state.topic.num.partitions", String.valueOf(INTERNAL_PARTITIONS)));
    }

    /** Members join and are missed quickly: on one machine a heartbeat costs nothing. */
    private static final Map<String, String> GROUPS = Map.ofEntries(
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("group.streams.initial.rebalance.delay.ms", "0"),
            Map.entry("group.consumer.assignment.interval.ms", "0"),
            Map.entry("group.consumer.min.heartbeat.interval.ms", "200"),
            Map.entry("group.consumer.heartbeat.interval.ms", "250"),
            Map.entry("group.consumer.min.session.timeout.ms", "3000"),
            Map.entry("group.consumer.session.timeout.ms", "10000"),
            Map.entry("group.streams.assignment.interval.ms", "0"),
            Map.entry("group.streams.min.heartbeat.interval.ms", "200"),
            Map.entry("group.streams.heartbeat.interval.ms", "250"),
            Map.entry("group.streams.min.session.timeout.ms", "3000"),
            Map.entry("group.streams.session.timeout.ms", "10000"),
            Map.entry("group.share.assignment.interval.ms", "0"),
            Map.entry("group.share.min.heartbeat.interval.ms", "200"),
            Map.entry("group.share.heartbeat.interval.ms", "250"),
            Map.entry("group.share.min.session.timeout.ms", "3000"),
            Map.entry("group.share.session.timeout.ms", "10000"));

    /** A lock is held for the hold time of a worker plus slack; the window of records in flight is wide. */
    private static final Map<String, String> SHARE_GROUPS = Map.of(
            "group.share.min.record.lock.duration.ms", "1000",
            "group.share.record.lock.duration.ms", "15000",
            "group.share.max.record.lock.duration.ms", "60000",
            "group.share.partition.max.record.locks", "4000",
            "group.share.max.partition.max.record.locks", "10000",
            "group.share.delivery.count.limit", "10",
            "group.share.max.delivery.count.limit", "10");

    private static final Map<String, String> LATENCY = Map.of(
            // Back-to-back transactions of one producer wait this long for the markers of the one before.
            "add.partitions.to.txn.retry.backoff.ms",
            "1",
            // A dead coordinator's transaction is aborted so long after its time at most.
            "transaction.abort.timed.out.transaction.cleanup.interval.ms",
            "1000",
            // The controller gathers metadata writes this long: start-up and topic creation are a chain of them.
            "controller.quorum.append.linger.ms",
            "0",
            // The operating system sizes them: a request larger than Kafka's 100 KiB stops until the window opens
            // again.
            "socket.send.buffer.bytes",
            OS_SIZED,
            "socket.receive.buffer.bytes",
            OS_SIZED);

    /**
     * The controller believes that a killed broker is alive for a whole session, and refuses the new one until then: the
     * default session of 9 s would be the time to start. It is not shortened always, since a machine that stalls longer
     * than a session makes its broker leave and join again.
     */
    private static final Map<String, String> AFTER_CRASH =
            Map.of("broker.session.timeout.ms", "2000", "broker.heartbeat.interval.ms", "500");

    private static final Map<String, String> FOOTPRINT = Map.of(
            // A node of a quorum that never forms gives up instead of waiting for ever.
            "server.max.startup.time.ms", "180000",
            "auto.create.topics.enable", "false",
            "num.partitions", "1",
            "message.max.bytes", String.valueOf(1024 * 1024),
            "num.network.threads", "2",
            "num.io.threads", "4",
            "background.threads", "2",
            "group.coordinator.threads", "2",
            // An idle controller writes and syncs an empty record this often.
            "metadata.max.idle.interval.ms", "5000",
            "log.cleaner.dedupe.buffer.size", String.valueOf(4 * 1024 * 1024));
}
