package io.orchestrator.cli;

import io.orchestrator.cli.stack.DataHome;
import io.orchestrator.config.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** Which Orchestrator a command means, and its settings: options shared by most commands. */
final class Where {

    /** Variables of the launcher and of {@link DataHome}: they are no settings. */
    private static final Set<String> NO_SETTINGS = Set.of(
            DataHome.VARIABLE,
            "ORCHESTRATOR_JAVA_HOME",
            "ORCHESTRATOR_JAVA_OPTS",
            "ORCHESTRATOR_SKIP_BUILD",
            LogFile.LEVEL_VARIABLE);

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description = "Kafka to use. Default: the embedded one of the data folder.")
    private Optional<String> bootstrap = Optional.empty();

    @Option(
            names = "--registry",
            paramLabel = "URL",
            description = "Schema registry to use with --bootstrap. Default: http://127.0.0.1:8081.")
    private Optional<String> registry = Optional.empty();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder of the embedded Orchestrator. Default: $ORCHESTRATOR_HOME, else ~/.orchestrator.")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--settings",
            paramLabel = "FILE",
            description = "Settings (Java properties). Default: orchestrator.properties in the data folder.")
    private Optional<Path> settingsFile = Optional.empty();

    @Option(
            names = "-D",
            paramLabel = "KEY=VALUE",
            description = "One setting; wins over the environment and the file. May be repeated.")
    private Map<String, String> flags = Map.of();

    DataHome home(Context context) {
        return DataHome.of(data, context.environment());
    }

    /** From file, environment and flags, {@code --bootstrap} and {@code --registry} included. */
    Settings settings(Context context) {
        return settings(context, Map.of());
    }

    /** As {@link #settings(Context)}, but the given ones win. */
    Settings settings(Context context, Map<String, String> overriding) {
        var given = new LinkedHashMap<>(flags);
        bootstrap.ifPresent(value -> given.put(Connection.BOOTSTRAP, value));
        registry.ifPresent(value -> given.put(Connection.REGISTRY, value));
        given.putAll(overriding);
        var environment = new LinkedHashMap<>(context.environment());
        environment.keySet().removeAll(NO_SETTINGS);
        var standard = home(context).settingsFile();
        var file = settingsFile.or(() -> Files.exists(standard) ? Optional.of(standard) : Optional.empty());
        return Settings.read(file, environment, given);
    }
}
