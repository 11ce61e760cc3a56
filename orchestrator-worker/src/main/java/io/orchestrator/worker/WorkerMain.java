package io.orchestrator.worker;

import io.orchestrator.config.Settings;
import io.orchestrator.config.SettingsException;
import io.orchestrator.config.SettingsPart;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The command line of a worker: {@code --key=value}, {@code --config=FILE}. Ends with 2 where it cannot start. */
public final class WorkerMain {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerMain.class);
    private static final int CANNOT_START = 2;

    private WorkerMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        Worker worker;
        try {
            worker = Worker.create(configure(arguments, System.getenv()));
            worker.start();
        } catch (SettingsException | WorkerStartException | IllegalArgumentException e) {
            LOG.error("{}", e.getMessage());
            System.exit(CANNOT_START);
            return;
        }
        var ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("drain").unstarted(() -> {
            worker.close();
            ended.countDown();
        }));
        ended.await();
    }

    /** @throws SettingsException with every problem at once */
    static WorkerConfig configure(String[] arguments, Map<String, String> environment) {
        var flags = flags(arguments);
        var file = Optional.ofNullable(flags.remove("config")).map(Path::of);
        var settings = Settings.read(file, environment, flags);
        var config = WorkerSettings.read(settings, environment);
        SettingsPart.WORKER.finish(settings);
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
