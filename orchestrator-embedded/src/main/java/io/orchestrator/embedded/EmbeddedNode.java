package io.orchestrator.embedded;

import java.net.BindException;

/** One node of a cluster, controller and broker, in this JVM; the others run elsewhere on this machine. */
public final class EmbeddedNode implements AutoCloseable {

    private final NodeConfig config;
    private final DataFolder folder;
    private final ReservedSockets sockets;
    private final BrokerNode node;

    private EmbeddedNode(NodeConfig config, DataFolder folder, ReservedSockets sockets, BrokerNode node) {
        this.config = config;
        this.folder = folder;
        this.sockets = sockets;
        this.node = node;
    }

    /**
     * Starts the node and returns when it serves clients, which needs a majority of the nodes.
     *
     * @throws EmbeddedException where a port is taken, the folder is in use or of another cluster, or a setting is refused
     */
    public static EmbeddedNode start(NodeConfig config) {
        var folder = DataFolder.openNode(config.dataDir(), config.node(), config.clusterId());
        var sockets = new ReservedSockets();
        try {
            sockets.reserve(config.ports().get(config.node()));
            return new EmbeddedNode(config, folder, sockets, launch(config, folder, sockets));
        } catch (RuntimeException e) {
            sockets.close();
            folder.close();
            throw e;
        }
    }

    private static BrokerNode launch(NodeConfig config, DataFolder folder, ReservedSockets sockets) {
        var number = config.node();
        var cluster = new BrokerConfig(config.dataDir(), config.ports().size(), 0, config.overrides());
        var before = folder.crashed(number) ? BrokerNode.Before.CRASHED : BrokerNode.Before.STOPPED;
        try {
            return BrokerNode.start(BrokerSettings.of(cluster, number, config.ports(), folder), sockets, before);
        } catch (RuntimeException e) {
            throw explained(config, e);
        }
    }

    private static EmbeddedException explained(NodeConfig config, RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof EmbeddedException known) {
                return known;
            }
            if (cause instanceof BindException) {
                return ReservedSockets.portTaken(
                        config.ports().get(config.node()).client(), "--nodes", failure);
            }
        }
        return new EmbeddedException(
                "Kafka node " + BrokerSettings.nodeId(config.node()) + " in " + config.dataDir() + " cannot start: "
                        + failure.getMessage(),
                failure);
    }

    /** This node's address for clients, {@code host:port}. */
    public String address() {
        return BrokerSettings.HOST + ":" + config.ports().get(config.node()).client();
    }

    /** Stops in order, leaderships move first, and gives the folder free. */
    @Override
    public void close() {
        try {
            node.stopBroker();
            node.stopController();
        } finally {
            sockets.close();
            folder.close();
        }
    }
}
