package io.orchestrator.cli.stack;

import io.orchestrator.artifact.ArtifactConfig;
import io.orchestrator.config.Settings;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The settings of a stack on this machine where the user says nothing. */
public final class StackDefaults {

    private StackDefaults() {}

    /** Those that the user has not set; a user's key is not joined by a file of ours. */
    public static Map<String, String> missing(Settings user, DataHome home) {
        var missing = new HashMap<String, String>();
        all(home).forEach((key, value) -> {
            var isKey = key.endsWith(".file")
                    && user.text(key.substring(0, key.length() - ".file".length()))
                            .isPresent();
            if (!isKey && user.text(key).isEmpty()) {
                missing.put(key, value);
            }
        });
        return missing;
    }

    private static Map<String, String> all(DataHome home) {
        var defaults = new LinkedHashMap<String, String>();
        defaults.put("claim.secret.file", StackKeys.claim(home).toString());
        defaults.put("sensitive.key.file", StackKeys.sensitive(home).toString());
        defaults.put("coordinator.state.dir", home.streams().toString());
        defaults.put(ArtifactConfig.FOLDER, home.artifacts().toString());
        defaults.put("coordinator.replication.factor", "1");
        defaults.put("worker.http.port", "0");
        // Worker and coordinator die together here: the next start should not wait long for their leases.
        defaults.put("worker.lease", "8s");
        // The machine is the user's own, and so are its files. A job that names no folder works where this was started.
        defaults.put("workspace.roots", ".,/");
        return defaults;
    }
}
