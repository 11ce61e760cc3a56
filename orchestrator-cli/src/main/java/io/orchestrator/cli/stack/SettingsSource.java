package io.orchestrator.cli.stack;

import io.orchestrator.config.Settings;
import java.util.Map;

/** Reads the user's settings anew, so that each component of a process can have some of its own. */
@FunctionalInterface
public interface SettingsSource {

    /** File, environment, flags; the given ones win over all of them. */
    Settings with(Map<String, String> overriding);
}
