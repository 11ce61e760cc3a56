package io.orchestrator.cli.stack;

import io.orchestrator.artifact.ArtifactConfig;
import io.orchestrator.config.Settings;
import io.orchestrator.coordinator.CoordinatorConfig;
import io.orchestrator.coordinator.CoordinatorSettings;
import io.orchestrator.sealing.SealingKey;
import io.orchestrator.worker.WorkerConfig;
import io.orchestrator.worker.WorkerSettings;
import io.orchestrator.worker.model.ConfiguredModels;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The configurations of an embedded coordinator and worker: the user's settings, and where they say nothing what suits
 * one machine.
 *
 * @param coordinator of the coordinator
 * @param worker of the worker
 */
record Components(CoordinatorConfig coordinator, WorkerConfig worker) {

    /** Stands for the addresses of servers that do not run yet, when settings are only checked. */
    private static final Addresses UNKNOWN = new Addresses(0, "127.0.0.1:9", "http://127.0.0.1:9", "", false);

    /** @throws io.orchestrator.config.SettingsException with every problem of the user's settings */
    static void check(StackConfig config) {
        config.home().create();
        read(config, UNKNOWN);
    }

    static Components read(StackConfig config, Addresses servers) {
        var user = config.settings().with(Map.of());
        var flags = new HashMap<String, String>();
        defaults(config).forEach((key, value) -> {
            if (user.text(key).isEmpty()) {
                flags.put(key, value);
            }
        });
        if (user.text("claim.secret").isPresent()) {
            flags.remove("claim.secret.file");
        }
        if (user.text(SealingKey.SETTING).isPresent()) {
            flags.remove("sensitive.key.file");
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

    private static Map<String, String> defaults(StackConfig config) {
        var defaults = new LinkedHashMap<String, String>();
        defaults.put("claim.secret.file", StackKeys.claim(config.home()).toString());
        defaults.put("sensitive.key.file", StackKeys.sensitive(config.home()).toString());
        defaults.put("coordinator.state.dir", config.home().streams().toString());
        defaults.put(ArtifactConfig.FOLDER, config.home().artifacts().toString());
        defaults.put("coordinator.http.port", Integer.toString(config.ports().http()));
        defaults.put("coordinator.replication.factor", "1");
        defaults.put("worker.http.port", "0");
        // Worker and coordinator die together here: the next start should not wait long for their leases.
        defaults.put("worker.lease", "8s");
        // The machine is the user's own, and so are its files. A job that names no folder works where this was started.
        defaults.put("workspace.roots", ".,/");
        return defaults;
    }
}
