package io.orchestrator.cli;

import io.orchestrator.cli.stack.Stack;
import io.orchestrator.embedded.BrokerConfig;
import io.orchestrator.embedded.EmbeddedBroker;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "broker",
        description = "Runs only the embedded Kafka broker, on 127.0.0.1, with its data in the data folder.",
        mixinStandardHelpOptions = true)
final class BrokerCommand implements Callable<Integer> {

    private final Context context;

    @Mixin
    private Where where = new Where();

    @Option(names = "--port", paramLabel = "N", description = "Where it listens, 0 for any. Default: 9092.")
    private int port = 9092;

    BrokerCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        var home = where.home(context);
        home.create();
        return UntilInterrupt.serve(
                context,
                () -> EmbeddedBroker.start(new BrokerConfig(home.kafka(), 1, port, Stack.SESSIONS)),
                broker -> "Kafka " + broker.bootstrapServers());
    }
}
