package io.orchestrator.cli.chaos;

import java.util.Map;

/**
 * One run.
 *
 * @param size how many processes
 * @param pace how long and how hard
 * @param workload what the jobs are
 * @param folders where everything is kept
 * @param settings further ones of coordinators, workers and topics, by key
 * @param launcher starts the processes
 */
public record ChaosConfig(
        Size size, Pace pace, Workload workload, Folders folders, Map<String, String> settings, Launcher launcher) {

    public ChaosConfig {
        settings = Map.copyOf(settings);
    }

    /** Settings may hold secrets: only their names are shown. */
    @Override
    public String toString() {
        return "ChaosConfig[" + size + ", " + pace + ", " + folders + ", settings " + settings.keySet() + "]";
    }
}
