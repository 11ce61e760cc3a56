package io.orchestrator.embedded;

import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.ServerSocketFactory;
import org.apache.kafka.server.fault.FaultHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running node: a controller and a broker over one metadata log.
 *
 * <p>Put together here rather than by Kafka's own start class because that one ends the whole process when a node cannot
 * start, and binds its sockets itself.
 */
final class BrokerNode {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerNode.class);

    /** How long a broker may wait for the quorum to take its leaderships; without a quorum it stops all the same. */
    private static final Duration CONTROLLED_SHUTDOWN = Duration.ofSeconds(10);

    private final SharedServer shared;
    private final ControllerServer controller;
    private final BrokerServer broker;

    private BrokerNode(SharedServer shared, ControllerServer controller, BrokerServer broker) {
        this.shared = shared;
        this.controller = controller;
        this.broker = broker;
    }

    /** How the node stopped the last time. */
    enum Before {
        /** In order, or it never ran. */
        STOPPED,
        /** It was killed, or the machine was. */
        CRASHED
    }

    /** Starts the node and returns when it serves clients; the quorum must be starting beside it. */
    static BrokerNode start(Properties settings, ServerSocketFactory sockets, Before before) {
        var node = create(settings, sockets);
        try {
            node.controller.startup();
            if (before == Before.CRASHED) {
                LastSession.awaitEnd(node.shared.nodeId(), node.shared.loader());
            }
            node.broker.startup();
            return node;
        } catch (RuntimeException | Error e) {
            node.stopBroker();
            node.stopController();
            throw e;
        }
    }

    private static BrokerNode create(Properties settings, ServerSocketFactory sockets) {
        var config = KafkaConfig.fromProps(settings, false);
        var folders = KafkaRaftServer.initializeLogDirs(config, LOG, "[node " + config.nodeId() + "] ");
        var clusterId = folders._1().clusterId().orElseThrow();
        var shared = new SharedServer(
                config,
                folders._1(),
                Time.SYSTEM,
                Server.initializeMetrics(config, Time.SYSTEM, clusterId),
                CompletableFuture.completedFuture(
                        QuorumConfig.parseVoterConnections(config.quorumConfig().voters())),
                List.of(),
                (name, fatal, action) -> faultHandler(name, action),
                sockets);
        var broker = new BrokerServer(shared);
        return new BrokerNode(
                shared, new ControllerServer(shared, KafkaRaftServer.configSchema(), folders._2()), broker);
    }

    private static FaultHandler faultHandler(String component, Runnable action) {
        return (message, cause) -> {
            LOG.error("Embedded broker, {}: {}", component, message, cause);
            action.run();
            return new EmbeddedException("embedded broker, " + component + ": " + message, cause);
        };
    }

    /** Stops the broker in order, its leaderships move first; the controller goes on. */
    void stopBroker() {
        broker.shutdown(CONTROLLED_SHUTDOWN);
        broker.awaitShutdown();
    }

    /** Stops the controller and with it the node. */
    void stopController() {
        controller.shutdown();
        controller.awaitShutdown();
    }
}
