package io.orchestrator.bench;

import io.orchestrator.client.ClientConfig;
import io.orchestrator.client.OrchestratorClient;
import io.orchestrator.config.Settings;
import io.orchestrator.coordinator.Coordinator;
import io.orchestrator.coordinator.CoordinatorSettings;
import io.orchestrator.embedded.BrokerConfig;
import io.orchestrator.embedded.EmbeddedBroker;
import io.orchestrator.embedded.RegistryConfig;
import io.orchestrator.embedded.RegistryServer;
import io.orchestrator.model.WorkflowDefinition;
import io.orchestrator.topics.TopicAdmin;
import io.orchestrator.topics.TopicManifest;
import io.orchestrator.topics.Topics;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * Broker, registry and coordinator in this process, the worker in another one, all on this machine, with the settings that
 * ship. Its data is thrown away.
 */
final class BenchStack implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration RESTORE_LIMIT = Duration.ofMinutes(10);
    private static final String STATE = "state";
    private static final int PARTITIONS = 4;
    private static final String CLAIM_SECRET = "a-secret-for-this-run-only";

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Path folder;
    private ClientConfig client = new ClientConfig("", Map.of(), Map.of(), new Topics(""));
    private List<ProcessHandle> workers = List.of();
    private Map<String, String> addresses = Map.of();
    private Map<String, String> overrides = Map.of();
    private @Nullable Coordinator coordinator;

    private BenchStack(Path folder) {
        this.folder = folder;
    }

    /**
     * @param overrides settings of coordinator and worker, by their keys; they win over the shipped ones
     */
    static BenchStack start(Map<String, String> overrides) throws Exception {
        var stack = new BenchStack(Files.createTempDirectory("orchestrator-bench"));
        try {
            stack.open(overrides);
            return stack;
        } catch (Exception e) {
            stack.close();
            throw e;
        }
    }

    private void open(Map<String, String> overrides) throws Exception {
        var broker = opened(EmbeddedBroker.start(BrokerConfig.defaults(folder.resolve("kafka"))));
        var bootstrap = broker.bootstrapServers();
        var registry = opened(RegistryServer.start(RegistryConfig.defaults()));
        var topics = new Topics("");
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            new TopicAdmin(admin)
                    .apply(new TopicManifest(topics, PARTITIONS, PARTITIONS, (short) 1, List.of(Topics.DEFAULT_QUEUE)));
        }
        var addresses = Map.of("bootstrap.servers", bootstrap, "schema.registry.url", registry.url());
        client = new ClientConfig(bootstrap, Map.of(), Map.of("schema.registry.url", registry.url()), topics);
        this.addresses = addresses;
        this.overrides = overrides;
        startCoordinator();
        startWorker(addresses, overrides);
    }

    /**
     * Stops the coordinator, throws its folder away, and starts another, which has to read all state from Kafka.
     *
     * @return how long it takes from its start until it works again
     */
    Duration recover() throws Exception {
        coordinator().close();
        var state = folder.resolve(STATE);
        try (var files = Files.walk(state)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        var start = System.nanoTime();
        startCoordinator();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private Coordinator coordinator() {
        return Objects.requireNonNull(coordinator, "the coordinator has not been started");
    }

    private void startCoordinator() throws Exception {
        var flags = new LinkedHashMap<>(addresses);
        flags.put("claim.secret", CLAIM_SECRET);
        flags.put("coordinator.http.enabled", "false");
        flags.put("coordinator.state.dir", folder.resolve(STATE).toString());
        flags.put("coordinator.replication.factor", "1");
        overrides.forEach((key, value) -> {
            if (key.startsWith("coordinator.")) {
                flags.put(key, value);
            }
        });
        var settings = Settings.read(Optional.empty(), Map.of(), flags);
        var config = CoordinatorSettings.read(settings);
        settings.finish();
        var next = opened(Coordinator.create(config));
        coordinator = next;
        next.start();
        if (!next.awaitRunning(RESTORE_LIMIT)) {
            throw new BenchException("the coordinator did not run within " + RESTORE_LIMIT.toSeconds() + " s");
        }
    }

    private void startWorker(Map<String, String> addresses, Map<String, String> overrides) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Xmx512m", "-XX:+UseSerialGC"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), BenchWorker.class.getName()));
        addresses.forEach((key, value) -> command.add(key + "=" + value));
        command.add("worker.http.port=0");
        command.add("workspace.roots=" + folder);
        overrides.forEach((key, value) -> {
            if (key.startsWith("worker.")) {
                command.add(key + "=" + value);
            }
        });
        var log = new File(folder.toFile(), "worker.log");
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(log))
                .start();
        workers = List.of(process.toHandle());
        parts.push(() -> {
            process.destroy();
            if (!process.waitFor(START_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        });
    }

    ClientConfig client() {
        return client;
    }

    List<ProcessHandle> workers() {
        return workers;
    }

    /** Publishes a workload's workflow. */
    void publish(Workload workload) throws Exception {
        try (var publisher = OrchestratorClient.create(client)) {
            publisher.publish(new WorkflowDefinition(
                    workload.workflow(), "1.0.0", workload.document(), System.currentTimeMillis(), "bench"));
        }
    }

    private synchronized <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }

    @Override
    public void close() throws IOException {
        while (!parts.isEmpty()) {
            close(parts.pop());
        }
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static void close(AutoCloseable part) throws IOException {
        try {
            part.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            throw new IOException("stopping " + part + " failed", e);
        }
    }
}
