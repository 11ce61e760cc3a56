package io.orchestrator.worker;

import io.orchestrator.artifact.ArtifactConfig;
import io.orchestrator.sealing.Sealer;
import io.orchestrator.worker.guard.GuardConfig;
import io.orchestrator.worker.loop.LoopConfig;
import io.orchestrator.worker.model.ProviderConfig;
import io.orchestrator.worker.run.Parcels;
import io.orchestrator.worker.run.WorkspacePolicy;
import io.orchestrator.worker.tool.Tool;
import io.orchestrator.worker.tool.ToolLimits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a worker process is made from.
 *
 * @param kafka settings of all Kafka clients, by Kafka's names; {@code bootstrap.servers} is one of them
 * @param registry settings of the schema registry's client; {@code schema.registry.url} is one of them
 * @param loop how commands are taken
 * @param autoFetchWait whether the loop's fetch wait is chosen by the number of brokers
 * @param http where health and metrics are served; empty for nowhere
 * @param models the providers
 * @param guards the limits of tools and, as {@code model-} and a name, of providers; where one has none of its own,
 *     {@link GuardConfig#defaults} hold
 * @param toolLimits how much tools take in and give out
 * @param workspaces which folders commands may use
 * @param secrets where secrets come from
 * @param sealer opens sensitive inputs; empty where the worker has no key
 * @param tools tools besides the built-in ones; one of the same name wins
 * @param artifacts where large values are kept, and how much of them is opened at once
 */
public record WorkerConfig(
        Map<String, String> kafka,
        Map<String, String> registry,
        LoopConfig loop,
        FetchWait autoFetchWait,
        Optional<HttpBind> http,
        List<ProviderConfig> models,
        Map<String, GuardConfig> guards,
        ToolLimits toolLimits,
        WorkspacePolicy workspaces,
        SecretSources secrets,
        Optional<Sealer> sealer,
        List<Tool> tools,
        Artifacts artifacts) {

    /**
     * @param store as the coordinators'
     * @param memoryMib as {@link io.orchestrator.worker.run.Parcels}
     */
    public record Artifacts(ArtifactConfig store, int memoryMib) {
        /** Values stay in commands and results. */
        public static final Artifacts INLINE = new Artifacts(new ArtifactConfig.Inline(), Parcels.DEFAULT_MEMORY_MIB);
    }

    /** Without an artifact store. */
    public WorkerConfig(
            Map<String, String> kafka,
            Map<String, String> registry,
            LoopConfig loop,
            FetchWait autoFetchWait,
            Optional<HttpBind> http,
            List<ProviderConfig> models,
            Map<String, GuardConfig> guards,
            ToolLimits toolLimits,
            WorkspacePolicy workspaces,
            SecretSources secrets,
            Optional<Sealer> sealer,
            List<Tool> tools) {
        this(
                kafka,
                registry,
                loop,
                autoFetchWait,
                http,
                models,
                guards,
                toolLimits,
                workspaces,
                secrets,
                sealer,
                tools,
                Artifacts.INLINE);
    }

    /** Who chooses how long the broker may hold a request for commands. */
    public enum FetchWait {
        BY_BROKERS,
        AS_SET
    }

    /**
     * Where to listen.
     *
     * @param host a name or address; {@code 0.0.0.0} for all
     * @param port 0 for any free one
     */
    public record HttpBind(String host, int port) {}

    /**
     * @param environment variables; those that begin with {@code ORCHESTRATOR_SECRET_} are secrets
     * @param folder one file a secret; empty for none
     */
    public record SecretSources(Map<String, String> environment, Optional<Path> folder) {
        public SecretSources {
            environment = Map.copyOf(environment);
        }

        @Override
        public String toString() {
            return "SecretSources[" + folder + "]";
        }
    }

    public WorkerConfig {
        kafka = Map.copyOf(kafka);
        registry = Map.copyOf(registry);
        models = List.copyOf(models);
        guards = Map.copyOf(guards);
        tools = List.copyOf(tools);
    }

    /** This configuration with one more tool. */
    public WorkerConfig withTool(Tool tool) {
        var more = new ArrayList<>(tools);
        more.add(tool);
        return new WorkerConfig(
                kafka,
                registry,
                loop,
                autoFetchWait,
                http,
                models,
                guards,
                toolLimits,
                workspaces,
                secrets,
                sealer,
                more,
                artifacts);
    }

    /** Values may hold credentials: only the places are shown. */
    @Override
    public String toString() {
        return "WorkerConfig[" + kafka.get("bootstrap.servers") + ", " + loop + "]";
    }
}
