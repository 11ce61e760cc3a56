package io.orchestrator.cli.stack;

import io.orchestrator.config.Settings;
import io.orchestrator.coordinator.CoordinatorConfig;
import io.orchestrator.coordinator.CoordinatorSettings;
import io.orchestrator.worker.WorkerConfig;
import io.orchestrator.worker.WorkerSettings;
import io.orchestrator.worker.model.ConfiguredModels;
import java.util.Map;

/**
 * The configurations of an embedded coordinator and worker: the user's settings, and where they say nothing what suits
 * one machine.
 *
 * @param coordinator of the coordinator
 * @param worker of the worker
 */
record Components(CoordinatorConfig coordinator, WorkerConfig worker) {

    private static final String HTTP_PORT = "coordinator.http.port";

    /** Stands for the addresses of servers that do not run yet, when settings are only checked. */
    private static final Addresses UNKNOWN = new Addresses(0, "127.0.0.1:9", "http://127.0.0.1:9", "", false);

    /** @throws io.orchestrator.config.SettingsException with every problem of the user's settings */
    static void check(StackConfig config) {
        config.home().create();
        read(config, UNKNOWN);
    }

    static Components read(StackConfig config, Addresses servers) {
        var user = config.settings().with(Map.of());
        var flags = StackDefaults.missing(user, config.home());
        if (user.text(HTTP_PORT).isEmpty()) {
            flags.put(HTTP_PORT, Integer.toString(config.ports().http()));
        }
        flags.put("bootstrap.servers", servers.bootstrap());
        flags.put("schema.registry.url", servers.registry());
        return read(config, config.settings().with(flags), flags);
    }

    private static Components read(StackConfig config, Settings settings, Map<String, String> flags) {
        TopicSettings.read(settings, TopicSettings.EMBEDDED);
        var worker = WorkerSettings.read(settings, config.environment());
        var coordinator = CoordinatorSettings.read(settings);
        settings.finish();
        if (!coordinator.models().isEmpty()) {
            return new Components(coordinator, worker);
        }
        flags.put("coordinator.models", String.join(",", ConfiguredModels.patterns(worker.models())));
        return new Components(CoordinatorSettings.read(config.settings().with(flags)), worker);
    }
}
