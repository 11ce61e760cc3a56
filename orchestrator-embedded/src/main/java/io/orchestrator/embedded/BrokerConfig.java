package io.orchestrator.embedded;

import java.nio.file.Path;
import java.util.Map;

/**
 * What an embedded cluster is started with.
 *
 * @param dataDir the folder of the cluster's data; created and formatted where it is new, reused where it is not
 * @param nodes the number of nodes, each a broker and a controller, 1 to {@value #MAX_NODES}; fixed for the life of the
 *     folder
 * @param port the client port of the first node (the next node has the next port), or 0 for any free ports
 * @param overrides Kafka broker settings that win over ours, by Kafka's names; listeners, node ids and folders excepted
 */
public record BrokerConfig(Path dataDir, int nodes, int port, Map<String, String> overrides) {

    /** The most nodes one JVM is asked to hold. */
    public static final int MAX_NODES = 5;

    private static final int MAX_PORT = 65_535;

    public BrokerConfig {
        dataDir = dataDir.toAbsolutePath().normalize();
        if (nodes < 1 || nodes > MAX_NODES) {
            throw new IllegalArgumentException("nodes is " + nodes + ", must be 1 to " + MAX_NODES);
        }
        if (port < 0 || port > MAX_PORT - nodes + 1) {
            throw new IllegalArgumentException("port is " + port + ", must be 0 to " + (MAX_PORT - nodes + 1));
        }
        overrides = Map.copyOf(overrides);
    }

    /** One node, any free port. */
    public static BrokerConfig defaults(Path dataDir) {
        return new BrokerConfig(dataDir, 1, 0, Map.of());
    }
}
