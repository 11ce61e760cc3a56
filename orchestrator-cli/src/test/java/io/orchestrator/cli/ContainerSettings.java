package io.orchestrator.cli;

import io.orchestrator.cli.stack.TopicSettings;
import io.orchestrator.config.Settings;
import io.orchestrator.config.SettingsPart;
import io.orchestrator.coordinator.CoordinatorSettings;
import io.orchestrator.worker.WorkerSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a container is started with.
 *
 * @param environment its variables
 * @param args its arguments; of the command line's, {@code -Dkey=value} and {@code -D key=value} count
 */
record ContainerSettings(Map<String, String> environment, List<String> args) {

    private static final String FLAG = "-D";

    /** @throws io.orchestrator.config.SettingsException where a coordinator refuses to start with them */
    void readAsCoordinator() {
        var settings = settings();
        CoordinatorSettings.read(settings);
        SettingsPart.COORDINATOR.finish(settings);
    }

    /** @throws io.orchestrator.config.SettingsException where a worker refuses to start with them */
    void readAsWorker() {
        var settings = settings();
        WorkerSettings.read(settings, environment);
        SettingsPart.WORKER.finish(settings);
    }

    /** @throws io.orchestrator.config.SettingsException where {@code topics apply} knows one of them not */
    void readAsTopics() {
        var settings = settings();
        TopicSettings.read(settings, TopicSettings.CLUSTER);
        Connection.required(settings);
        SettingsPart.TOPICS.finish(settings);
    }

    private Settings settings() {
        var flags = new LinkedHashMap<String, String>();
        for (int i = 0; i < args.size(); i++) {
            if (args.get(i).equals(FLAG)) {
                put(flags, args.get(i + 1));
            } else if (args.get(i).startsWith(FLAG)) {
                put(flags, args.get(i).substring(FLAG.length()));
            }
        }
        return Settings.read(Optional.empty(), environment, flags);
    }

    private static void put(Map<String, String> flags, String keyAndValue) {
        var parts = keyAndValue.split("=", 2);
        flags.put(parts[0], parts[1]);
    }
}
