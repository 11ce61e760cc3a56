package io.orchestrator.cli;

import io.orchestrator.cli.stack.Addresses;
import io.orchestrator.cli.stack.Ports;
import io.orchestrator.cli.stack.Stack;
import io.orchestrator.cli.stack.StackClaim;
import io.orchestrator.cli.stack.StackClaim.Completeness;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "dev",
        description =
                "Runs broker, registry, coordinator and worker on this machine until Ctrl-C. Unfinished jobs go on"
                        + " at the next start.",
        mixinStandardHelpOptions = true)
final class DevCommand implements Callable<Integer> {

    private final Context context;

    @Mixin
    private Where where = new Where();

    @Option(names = "--port", paramLabel = "N", description = "Kafka, 0 for any. Default: 9092.")
    private int kafka = 9092;

    @Option(names = "--registry-port", paramLabel = "N", description = "Schema registry. Default: 8081.")
    private int registry = 8081;

    @Option(names = "--http-port", paramLabel = "N", description = "HTTP API. Default: 8080.")
    private int http = 8080;

    DevCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        var home = where.home(context);
        return switch (StackClaim.of(home, Completeness.DATA)) {
            case StackClaim.Joined joined ->
                throw CliException.invalid("process " + joined.addresses().pid() + " already runs the data folder "
                        + home.root() + " (Kafka at " + joined.addresses().bootstrap()
                        + "); use it, stop it, or name another folder with --data");
            case StackClaim.Owned owned -> {
                var shape = new EmbeddedStart.Shape(Completeness.JOBS, new Ports(kafka, registry, http));
                yield UntilInterrupt.serve(
                        context,
                        () -> EmbeddedStart.start(context, where, owned.lock(), shape),
                        stack -> addresses(stack.addresses()),
                        Stack::onFailure);
            }
        };
    }

    private static String addresses(Addresses addresses) {
        return String.join(
                System.lineSeparator(),
                "Kafka            " + addresses.bootstrap(),
                "Schema registry  " + addresses.registry(),
                "HTTP API         " + addresses.http(),
                "Ready. Ctrl-C stops it; running jobs go on at the next start.");
    }
}
