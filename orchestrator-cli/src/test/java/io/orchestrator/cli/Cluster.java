package io.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.cli.stack.DataHome;
import io.orchestrator.client.ClientConfig;
import io.orchestrator.topics.Topics;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What {@code docker-compose.yml} starts beside Kafka: a registry, the topics, a coordinator, two workers; all processes. */
final class Cluster implements AutoCloseable {

    private static final String FIRST = "worker-1";
    private static final String SECOND = "worker-2";
    private static final int PARTITIONS = 4;

    private final String bootstrap;
    private final String registry;
    private final Path folder;
    private final Map<String, Child> workers;
    /** The last one started is closed first. */
    private final Deque<Child> processes;

    private Cluster(
            String bootstrap, String registry, Path folder, Map<String, Child> workers, Deque<Child> processes) {
        this.bootstrap = bootstrap;
        this.registry = registry;
        this.folder = folder;
        this.workers = workers;
        this.processes = processes;
    }

    /** Returns when all are ready; what was started is closed where one is not. */
    static Cluster start(String bootstrap, Path folder) {
        var processes = new ArrayDeque<Child>();
        try {
            return start(bootstrap, folder, processes);
        } catch (RuntimeException | Error e) {
            processes.forEach(Child::close);
            throw e;
        }
    }

    private static Cluster start(String bootstrap, Path folder, Deque<Child> processes) {
        var served = process(folder, processes, "registry", "--port", "0", "--bootstrap", bootstrap)
                .awaitLine("Schema registry ");
        var registry = served.substring(served.lastIndexOf(' ') + 1);
        var servers = List.of("--bootstrap", bootstrap, "--registry", registry);
        applyTopics(folder, servers);
        var coordinator = process(folder, processes, "coordinator", with(servers, coordinatorSettings(folder)));
        var workers = Map.of(
                FIRST, process(folder, processes, "worker", with(servers, workerSettings(FIRST))),
                SECOND, process(folder, processes, "worker", with(servers, workerSettings(SECOND))));
        coordinator.awaitLine("Coordinator");
        workers.values().forEach(worker -> worker.awaitLine("Worker"));
        return new Cluster(bootstrap, registry, folder, workers, processes);
    }

    private static void applyTopics(Path folder, List<String> servers) {
        var settings = List.of(
                "topics.job-partitions=" + PARTITIONS,
                "topics.command-partitions=" + PARTITIONS,
                "topics.replication-factor=1");
        var applied =
                CliRun.of(home(folder, "client"), folder, args(List.of("topics", "apply"), with(servers, settings)));
        assertThat(applied.exitCode()).as(applied.toString()).isZero();
    }

    private static List<String> coordinatorSettings(Path folder) {
        return List.of(
                "claim.secret=a secret of this test",
                "coordinator.state.dir=" + folder.resolve("streams"),
                "coordinator.replication.factor=1",
                "coordinator.http.port=0");
    }

    private static List<String> workerSettings(String id) {
        return List.of("worker.id=" + id, "workspace.roots=/", "worker.lease=4s", "worker.http.port=0");
    }

    private static Child process(Path folder, Deque<Child> processes, String command, String... args) {
        var name = command + processes.size();
        var child = Child.start(home(folder, name), folder, args(List.of(command), args));
        processes.push(child);
        return child;
    }

    private static String[] with(List<String> servers, List<String> settings) {
        return Stream.concat(servers.stream(), settings.stream().flatMap(setting -> Stream.of("-D", setting)))
                .toArray(String[]::new);
    }

    private static String[] args(List<String> command, String... more) {
        var args = new ArrayList<>(command);
        args.addAll(List.of(more));
        return args.toArray(String[]::new);
    }

    private static DataHome home(Path folder, String name) {
        return new DataHome(folder.resolve("homes").resolve(name));
    }

    /** {@code orchestrator submit}, as from a machine outside. */
    CliRun submit(Path workflow, String... more) {
        var command = List.of(
                "submit",
                workflow.toString(),
                "--workspace",
                folder.toString(),
                "--bootstrap",
                bootstrap,
                "--registry",
                registry);
        return CliRun.of(home(folder, "client"), folder, args(command, more));
    }

    ClientConfig client() {
        return new ClientConfig(bootstrap, Map.of(), Map.of("schema.registry.url", registry), new Topics(""));
    }

    /** {@code kill -9}. */
    void kill(String worker) {
        var child = workers.get(worker);
        assertThat(child).as(worker).isNotNull();
        child.kill();
    }

    /** Where jobs work. */
    Path folder() {
        return folder;
    }

    @Override
    public void close() {
        while (!processes.isEmpty()) {
            processes.pop().close();
        }
    }
}
