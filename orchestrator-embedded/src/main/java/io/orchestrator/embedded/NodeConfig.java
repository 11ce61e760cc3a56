package io.orchestrator.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One node of a cluster whose nodes are processes of their own on this machine.
 *
 * @param dataDir the folder of this node's data; each node has its own
 * @param clusterId the same for all nodes: 22 characters, a UUID in URL-safe base64 as Kafka writes it
 * @param node which, from 0
 * @param ports of all nodes, in their order; the same at every start
 * @param overrides Kafka broker settings that win over ours, as in {@link BrokerConfig}
 */
public record NodeConfig(
        Path dataDir, String clusterId, int node, List<NodePorts> ports, Map<String, String> overrides) {

    public NodeConfig {
        dataDir = dataDir.toAbsolutePath().normalize();
        ports = List.copyOf(ports);
        overrides = Map.copyOf(overrides);
        if (node < 0 || node >= ports.size()) {
            throw new IllegalArgumentException(
                    "node is " + node + ", must be 0 to " + (ports.size() - 1) + ", as many as there are ports");
        }
    }
}
