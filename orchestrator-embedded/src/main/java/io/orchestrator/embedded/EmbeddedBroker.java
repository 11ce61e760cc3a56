package io.orchestrator.embedded;

import java.net.BindException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka cluster (KRaft) in this JVM, for the embedded default and for tests. Data survives {@link #close}, a changed
 * port and {@code kill -9}. The JVM lives on until {@link #close}; where a node's disk fails Kafka ends the JVM. Kafka logs
 * through SLF4J under {@code kafka} and {@code org.apache.kafka}; ERROR is enough for these two. Thread-safe.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private final BrokerConfig config;
    private final DataFolder folder;
    private final ReservedSockets sockets;
    private final List<NodePorts> ports;
    private final @Nullable BrokerNode[] nodes;

    private EmbeddedBroker(BrokerConfig config, DataFolder folder, ReservedSockets sockets, List<NodePorts> ports) {
        this.config = config;
        this.folder = folder;
        this.sockets = sockets;
        this.ports = ports;
        this.nodes = new BrokerNode[config.nodes()];
    }

    /**
     * Starts the cluster and returns when every node serves clients.
     *
     * @throws EmbeddedException where a port is taken, the folder is in use or of another size, or a setting is refused
     */
    public static EmbeddedBroker start(BrokerConfig config) {
        var cluster = prepare(config);
        try {
            cluster.onEveryNode(cluster::launch);
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private static EmbeddedBroker prepare(BrokerConfig config) {
        var folder = DataFolder.open(config.dataDir(), config.nodes());
        var sockets = new ReservedSockets();
        try {
            var ports = IntStream.range(0, config.nodes())
                    .mapToObj(node -> sockets.reserve(config.port() == 0 ? 0 : config.port() + node))
                    .toList();
            return new EmbeddedBroker(config, folder, sockets, ports);
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    /** The clients' addresses, {@code host:port} separated by commas, the same until {@link #close}. */
    public String bootstrapServers() {
        return ports.stream().map(p -> BrokerSettings.HOST + ":" + p.client()).collect(Collectors.joining(","));
    }

    /** The id given to the cluster when its folder was formatted. */
    public String clusterId() {
        return folder.clusterId();
    }

    /**
     * Stops one node in order; nothing happens where it is stopped already.
     *
     * @param node from 0
     */
    public synchronized void stopNode(int node) {
        stopBroker(node);
        stopController(node);
    }

    /**
     * Starts a stopped node again on its old port; nothing happens where it runs.
     *
     * @param node from 0
     * @throws EmbeddedException where the port was taken meanwhile
     */
    public synchronized void startNode(int node) {
        if (nodes[node] == null) {
            launch(node);
        }
    }

    /** Stops all nodes and gives the folder free. */
    @Override
    public synchronized void close() {
        try {
            // Brokers first: each needs the quorum to stop in order.
            onEveryNode(this::stopBroker);
            onEveryNode(this::stopController);
        } finally {
            sockets.close();
            folder.close();
        }
    }

    private void launch(int node) {
        try {
            var before = folder.crashed(node) ? BrokerNode.Before.CRASHED : BrokerNode.Before.STOPPED;
            nodes[node] = BrokerNode.start(BrokerSettings.of(config, node, ports, folder), sockets, before);
        } catch (RuntimeException e) {
            throw explain(node, e);
        }
    }

    private void stopBroker(int node) {
        var running = nodes[node];
        if (running != null) {
            running.stopBroker();
        }
    }

    private void stopController(int node) {
        var running = nodes[node];
        nodes[node] = null;
        if (running != null) {
            running.stopController();
        }
    }

    private EmbeddedException explain(int node, RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof EmbeddedException known) {
                return known;
            }
            if (cause instanceof BindException) {
                return ReservedSockets.portTaken(ports.get(node).client(), "--port", failure);
            }
        }
        return new EmbeddedException(
                "Kafka node " + BrokerSettings.nodeId(node) + " in " + folder.node(node) + " cannot start: "
                        + failure.getMessage(),
                failure);
    }

    /** The nodes start and stop side by side: a quorum of several needs that. The first failure is thrown at the end. */
    private void onEveryNode(IntConsumer action) {
        var threads = Thread.ofPlatform().name("embedded-broker-", 1).factory();
        try (var executor = Executors.newThreadPerTaskExecutor(threads)) {
            var running = IntStream.range(0, config.nodes())
                    .mapToObj(node -> CompletableFuture.runAsync(() -> action.accept(node), executor))
                    .toArray(CompletableFuture<?>[]::new);
            CompletableFuture.allOf(running).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
