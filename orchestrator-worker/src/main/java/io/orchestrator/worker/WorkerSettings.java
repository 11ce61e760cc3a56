package io.orchestrator.worker;

import io.orchestrator.artifact.ArtifactConfig;
import io.orchestrator.config.Settings;
import io.orchestrator.sealing.SealingKey;
import io.orchestrator.topics.Topics;
import io.orchestrator.worker.WorkerConfig.FetchWait;
import io.orchestrator.worker.WorkerConfig.HttpBind;
import io.orchestrator.worker.WorkerConfig.SecretSources;
import io.orchestrator.worker.loop.LoopConfig;
import io.orchestrator.worker.run.Parcels;
import io.orchestrator.worker.run.WorkspacePolicy;
import io.orchestrator.worker.tool.ToolLimits;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a {@link WorkerConfig} out of settings. The keys: {@code bootstrap.servers}, {@code kafka.*}, {@code
 * schema.registry.url}, {@code registry.*}, {@code topics.prefix}, {@code worker.*}, {@code workspace.roots}, {@code
 * secrets.dir}, {@code sensitive.key}, {@code artifacts.*}, {@code models.<provider>.*}, {@code guard.<name>.*}.
 */
public final class WorkerSettings {

    private static final int DEFAULT_HTTP_PORT = 8082;
    private static final int MAX_PORT = 65_535;
    private static final int MAX_MEMORY_MIB = 64 * 1024;
    private static final int KIB = 1024;

    /** 1 GiB. */
    private static final int MAX_LIMIT_KIB = 1024 * 1024;

    private WorkerSettings() {}

    /**
     * @param settings problems are remembered in it; the caller ends with {@link Settings#finish}
     * @param environment all variables of the process, for secrets and the providers' usual names of keys
     */
    public static WorkerConfig read(Settings settings, Map<String, String> environment) {
        settings.under("secret.");
        // One file serves coordinator and worker where both have the same models; auto.model is the coordinator's.
        settings.under("auto.");
        return new WorkerConfig(
                kafka(settings),
                registry(settings),
                loop(settings),
                settings.text("worker.fetch-wait").isPresent() ? FetchWait.AS_SET : FetchWait.BY_BROKERS,
                http(settings),
                ModelSettings.read(settings, environment),
                GuardSettings.read(settings),
                toolLimits(settings),
                new WorkspacePolicy(roots(settings)),
                new SecretSources(environment, settings.text("secrets.dir").map(Path::of)),
                SealingKey.read(settings),
                List.of(),
                new WorkerConfig.Artifacts(
                        ArtifactConfig.read(settings),
                        settings.integer(Parcels.SETTING, Parcels.DEFAULT_MEMORY_MIB, 1, MAX_MEMORY_MIB)));
    }

    private static ToolLimits toolLimits(Settings settings) {
        var d = ToolLimits.defaults();
        var output = settings.integer("worker.limit.output.kib", d.maxOutputBytes() / KIB, 1, MAX_LIMIT_KIB);
        var file = settings.integer("worker.limit.file.kib", (int) (d.maxFileBytes() / KIB), 1, MAX_LIMIT_KIB);
        var body = settings.integer("worker.limit.http.kib", d.maxHttpBodyBytes() / KIB, 1, MAX_LIMIT_KIB);
        return new ToolLimits(
                output * KIB, (long) file * KIB, body * KIB, d.maxListedEntries(), d.maxRows(), d.pythonCommand());
    }

    private static Map<String, String> kafka(Settings settings) {
        var kafka = new HashMap<>(settings.under("kafka."));
        kafka.put("bootstrap.servers", settings.text("bootstrap.servers", "localhost:9092"));
        return kafka;
    }

    private static Map<String, String> registry(Settings settings) {
        var registry = new HashMap<>(settings.under("registry."));
        registry.put("schema.registry.url", settings.text("schema.registry.url", "http://localhost:8081"));
        return registry;
    }

    private static LoopConfig loop(Settings settings) {
        var lease = settings.duration("worker.lease", LoopConfig.DEFAULT_LEASE);
        if (lease.compareTo(LoopConfig.SHORTEST_LEASE) < 0) {
            settings.problem("worker.lease", "is shorter than " + LoopConfig.SHORTEST_LEASE.toMillis() + "ms");
            lease = LoopConfig.DEFAULT_LEASE;
        }
        return new LoopConfig(
                settings.text("worker.id").orElseGet(WorkerId::random),
                topics(settings),
                queues(settings),
                settings.integer("worker.slots", LoopConfig.DEFAULT_SLOTS, 1, LoopConfig.MAX_SLOTS),
                settings.duration("worker.grace", LoopConfig.DEFAULT_GRACE),
                lease,
                settings.duration("worker.drain", LoopConfig.DEFAULT_DRAIN),
                settings.duration("worker.fetch-wait", LoopConfig.FETCH_WAIT_ALONE));
    }

    private static Topics topics(Settings settings) {
        try {
            return new Topics(settings.text("topics.prefix", ""));
        } catch (IllegalArgumentException e) {
            settings.problem("topics.prefix", String.valueOf(e.getMessage()));
            return new Topics("");
        }
    }

    private static List<String> queues(Settings settings) {
        var queues = settings.list("worker.queues", List.of(Topics.DEFAULT_QUEUE));
        var topics = new Topics("");
        for (var queue : queues) {
            try {
                topics.shareGroup(queue);
            } catch (IllegalArgumentException e) {
                settings.problem("worker.queues", String.valueOf(e.getMessage()));
            }
        }
        if (queues.isEmpty()) {
            settings.problem("worker.queues", "names no queue");
            return List.of(Topics.DEFAULT_QUEUE);
        }
        return queues;
    }

    private static Optional<HttpBind> http(Settings settings) {
        var host = settings.text("worker.http.host", "127.0.0.1");
        return Optional.of(new HttpBind(host, settings.integer("worker.http.port", DEFAULT_HTTP_PORT, 0, MAX_PORT)));
    }

    private static List<Path> roots(Settings settings) {
        var roots = settings.list(WorkspacePolicy.SETTING, List.of(""));
        return (roots.isEmpty() ? List.of("") : roots).stream().map(Path::of).toList();
    }
}
