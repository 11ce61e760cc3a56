package io.orchestrator.coordinator;

import io.orchestrator.config.Settings;
import io.orchestrator.config.SettingsException;
import io.orchestrator.config.SettingsPart;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The command line of a coordinator: {@code --key=value}, {@code --config=FILE}. Ends with 2 where it cannot start, with 1
 * where it cannot go on.
 */
public final class CoordinatorMain {

    private static final Logger LOG = LoggerFactory.getLogger(CoordinatorMain.class);
    private static final int CANNOT_START = 2;
    private static final int CANNOT_GO_ON = 1;

    private CoordinatorMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        Coordinator coordinator;
        try {
            coordinator = Coordinator.create(configure(arguments, System.getenv()));
        } catch (SettingsException | CoordinatorStartException | IllegalArgumentException e) {
            LOG.error("{}", e.getMessage());
            System.exit(CANNOT_START);
            return;
        }
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(coordinator::close));
        coordinator.start();
        coordinator.awaitStopped();
        coordinator.failure().ifPresent(why -> {
            LOG.error("{}", why);
            System.exit(CANNOT_GO_ON);
        });
    }

    /** @throws SettingsException with every problem at once */
    static CoordinatorConfig configure(String[] arguments, Map<String, String> environment) {
        var flags = flags(arguments);
        var file = Optional.ofNullable(flags.remove("config")).map(Path::of);
        var settings = Settings.read(file, environment, flags);
        var config = CoordinatorSettings.read(settings);
        SettingsPart.COORDINATOR.finish(settings);
        return config;
    }

    private static Map<String, String> flags(String[] arguments) {
        var flags = new LinkedHashMap<String, String>();
        for (var argument : arguments) {
            var equals = argument.indexOf('=');
            if (!argument.startsWith("--") || equals < 3) {
                throw new IllegalArgumentException("'" + argument + "' is not of the form --key=value");
            }
            flags.put(argument.substring(2, equals), argument.substring(equals + 1));
        }
        return flags;
    }
}
