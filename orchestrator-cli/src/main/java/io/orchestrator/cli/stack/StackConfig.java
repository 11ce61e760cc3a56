package io.orchestrator.cli.stack;

import io.orchestrator.cli.stack.StackClaim.Completeness;
import java.util.Map;

/**
 * What an embedded stack is started with.
 *
 * @param home its data
 * @param ports where it listens
 * @param complete whether jobs run
 * @param settings of topics, coordinator and worker
 * @param environment all variables of the process: some hold the secrets of jobs
 */
public record StackConfig(
        DataHome home, Ports ports, Completeness complete, SettingsSource settings, Map<String, String> environment) {
    public StackConfig {
        environment = Map.copyOf(environment);
    }

    /** Names no variable: they may hold secrets. */
    @Override
    public String toString() {
        return "StackConfig[" + home + ", " + ports + ", " + complete + "]";
    }
}
