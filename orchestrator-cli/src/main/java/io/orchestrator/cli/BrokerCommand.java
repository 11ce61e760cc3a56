package io.orchestrator.cli;

import io.orchestrator.cli.stack.Stack;
import io.orchestrator.embedded.BrokerConfig;
import io.orchestrator.embedded.EmbeddedBroker;
import io.orchestrator.embedded.EmbeddedNode;
import io.orchestrator.embedded.NodeConfig;
import io.orchestrator.embedded.NodePorts;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "broker",
        description = "Runs only the embedded Kafka broker, on 127.0.0.1, with its data in the data folder.",
        mixinStandardHelpOptions = true)
final class BrokerCommand implements Callable<Integer> {

    private static final Pattern PORTS = Pattern.compile("([1-9]\\d{0,4}):([1-9]\\d{0,4})");

    private final Context context;

    @Mixin
    private Where where = new Where();

    @Option(names = "--port", paramLabel = "N", description = "Where it listens, 0 for any. Default: 9092.")
    private int port = 9092;

    @ArgGroup(exclusive = false)
    private @Nullable OneOfSeveral cluster;

    /** A node of a cluster whose nodes are processes of their own on this machine. */
    static final class OneOfSeveral {

        @Option(
                names = "--nodes",
                paramLabel = "CLIENT:CONTROLLER",
                split = ",",
                required = true,
                description = "Runs one node of a cluster: the ports of all its nodes, separated by commas.")
        private List<String> nodes = List.of();

        @Option(names = "--node", paramLabel = "N", required = true, description = "Which of them this is, from 1.")
        private int node = 1;

        @Option(
                names = "--cluster-id",
                paramLabel = "ID",
                required = true,
                description = "The cluster's id, the same for all: kafka-storage.sh random-uuid makes one.")
        private String clusterId = "";

        NodePorts ports(String text) {
            var ports = PORTS.matcher(text);
            if (!ports.matches()) {
                throw CliException.invalid("--nodes has '" + text + "': write CLIENT:CONTROLLER, two ports");
            }
            return new NodePorts(Integer.parseInt(ports.group(1)), Integer.parseInt(ports.group(2)));
        }
    }

    BrokerCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        var home = where.home(context);
        home.create();
        if (cluster != null) {
            var config = node(cluster);
            return UntilInterrupt.serve(context, () -> EmbeddedNode.start(config), node -> "Kafka " + node.address());
        }
        return UntilInterrupt.serve(
                context,
                () -> EmbeddedBroker.start(new BrokerConfig(home.kafka(), 1, port, Stack.SESSIONS)),
                broker -> "Kafka " + broker.bootstrapServers());
    }

    private NodeConfig node(OneOfSeveral given) {
        var ports = given.nodes.stream().map(given::ports).toList();
        if (given.node < 1 || given.node > ports.size() || ports.size() > BrokerConfig.MAX_NODES) {
            throw CliException.invalid("--node is " + given.node + " and --nodes names " + ports.size() + ": give 1 to "
                    + BrokerConfig.MAX_NODES + " nodes, and one of them");
        }
        return new NodeConfig(where.home(context).kafka(), given.clusterId, given.node - 1, ports, Stack.SESSIONS);
    }
}
