package io.orchestrator.cli;

import io.orchestrator.config.SettingsPart;
import io.orchestrator.embedded.RegistryConfig;
import io.orchestrator.embedded.RegistryServer;
import io.orchestrator.embedded.RegistryStorage;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "registry",
        description = "Runs only the schema registry; its data is in the topic " + RegistryStorage.DEFAULT_TOPIC
                + " of the brokers.",
        mixinStandardHelpOptions = true)
final class RegistryCommand implements Callable<Integer> {

    private final Context context;

    @Mixin
    private Where where = new Where();

    @Option(names = "--host", paramLabel = "HOST", description = "Where it listens. Default: 127.0.0.1.")
    private String host = "127.0.0.1";

    @Option(
            names = {"--port", "--registry-port"},
            paramLabel = "N",
            description = "Where it listens, 0 for any. Default: 8081.")
    private int port = 8081;

    RegistryCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        var settings = where.settings(context);
        var brokers = Connection.required(settings).bootstrapServers();
        SettingsPart.CLIENT.finish(settings);
        var storage = new RegistryStorage.Topic(brokers, RegistryStorage.DEFAULT_TOPIC);
        return UntilInterrupt.serve(
                context,
                () -> RegistryServer.start(new RegistryConfig(host, port, storage, Map.of())),
                registry -> "Schema registry " + registry.url());
    }
}
