package io.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orchestrator.cli.stack.Addresses;
import io.orchestrator.cli.stack.DataHome;
import io.orchestrator.cli.stack.Ports;
import io.orchestrator.cli.stack.Stack;
import io.orchestrator.cli.stack.StackClaim;
import io.orchestrator.cli.stack.StackClaim.Completeness;
import io.orchestrator.cli.stack.StackConfig;
import io.orchestrator.client.ClientConfig;
import io.orchestrator.client.Controls;
import io.orchestrator.client.OrchestratorClient;
import io.orchestrator.config.Settings;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.Wish;
import io.orchestrator.topics.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of real processes: the job goes on, no completed step runs again, and it ends once. */
class KillTest {

    @TempDir
    private Path folder = Path.of("");

    private Optional<Stack> data = Optional.empty();

    @AfterEach
    void stop() {
        data.ifPresent(Stack::close);
    }

    @Test
    void finishesTheJobWhenTheWorkerIsKilledDuringAStep() throws IOException {
        var addresses = startData();
        try (var coordinator = coordinator(addresses);
                var first = worker(addresses)) {
            coordinator.awaitLine("Coordinator");
            first.awaitLine("Worker");
            var jobId = submit(addresses, workflow("kill-worker", 4, 2, "sleep 4"));
            try (var log = JobLog.of(client(addresses), jobId)) {
                log.awaitEvent(fact -> fact instanceof JobFact.StepStarted started
                        && started.task().step().equals("step2"));
                var before = log.completed();

                first.kill();
                try (var second = worker(addresses)) {
                    second.awaitLine("Worker");
                    log.awaitEnd();
                }

                log.assertOneEnd(JobFact.JobCompleted.class);
                assertThat(log.completed()).containsExactly("step1", "step2", "step3", "step4");
                JobLog.assertRanOnce(before, ledger());
            }
        }
    }

    @Test
    void finishesTheJobWhenTheCoordinatorIsKilledBetweenSteps() throws IOException {
        var addresses = startData();
        try (var worker = worker(addresses);
                var first = coordinator(addresses)) {
            first.awaitLine("Coordinator");
            worker.awaitLine("Worker");
            var jobId = submit(addresses, workflow("kill-coordinator", 10, 0, ""));
            try (var log = JobLog.of(client(addresses), jobId)) {
                log.awaitCompleted(3);
                var before = log.completed();

                first.kill();
                try (var second = coordinator(addresses)) {
                    second.awaitLine("Coordinator");
                    log.awaitEnd();
                }

                log.assertOneEnd(JobFact.JobCompleted.class);
                assertThat(log.completed()).hasSize(10).doesNotHaveDuplicates();
                JobLog.assertRanOnce(before, ledger());
            }
        }
    }

    @Test
    void finishesTheJobWhenTheWholeProcessIsKilled() throws IOException, InterruptedException {
        var home = new DataHome(folder.resolve("home"));
        String jobId;
        List<String> before;
        try (var first = dev(home)) {
            first.awaitLine("Ready");
            var submitted = CliRun.of(home, folder, submitArgs(workflow("kill-all", 20, 0, "")));
            assertThat(submitted.exitCode()).as(submitted.toString()).isZero();
            jobId = submitted.out().strip();
            try (var log = JobLog.of(client(kafka(first), registry(first)), jobId)) {
                log.awaitCompleted(7);
                before = log.completed();
                first.kill();
            }
        }

        try (var second = dev(home)) {
            second.awaitLine("Ready");
            try (var log = JobLog.of(client(kafka(second), registry(second)), jobId)) {
                log.awaitEnd();

                log.assertOneEnd(JobFact.JobCompleted.class);
                assertThat(log.completed()).hasSize(20).doesNotHaveDuplicates();
                JobLog.assertRanOnce(before, ledger());
            }
            second.signal("TERM");
            assertThat(second.waitFor()).isEqualTo(143);
        }
    }

    /** How long it takes is printed, not asserted: machines differ. */
    @Test
    void killsTheProcessOnAnotherWorkerWhenTheJobIsCancelled() throws IOException {
        var addresses = startData();
        var pidFile = folder.resolve("pid");
        var document = """
                id: sleeper
                steps:
                  - {id: sleep, tool: terminal, parameters: {command: "echo $$ > pid.part; mv pid.part pid; exec sleep 300", timeout: 400}}
                """;
        try (var coordinator = coordinator(addresses);
                var worker = worker(addresses)) {
            coordinator.awaitLine("Coordinator");
            worker.awaitLine("Worker");
            var jobId = submit(addresses, Files.writeString(folder.resolve("sleeper.yaml"), document));
            try (var log = JobLog.of(client(addresses), jobId);
                    var client = OrchestratorClient.create(client(addresses))) {
                await().atMost(Child.PATIENCE).until(() -> Files.exists(pidFile));
                log.awaitEvent(JobFact.StepStarted.class::isInstance);
                var pid = Long.parseLong(Files.readString(pidFile).strip());
                assertThat(ProcessHandle.of(pid)).isPresent();

                var start = System.nanoTime();
                client.control(Controls.of(jobId, new Wish.Cancel(), "enough"));
                await().atMost(Child.PATIENCE)
                        .pollInterval(Duration.ofMillis(10))
                        .until(() -> ProcessHandle.of(pid)
                                .filter(ProcessHandle::isAlive)
                                .isEmpty());
                System.out.println("cancel to the end of a process on another worker: "
                        + Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms");

                log.awaitEnd();
                log.assertOneEnd(JobFact.JobCancelled.class);
            }
        }
    }

    private Path ledger() {
        return folder.resolve("ledger.txt");
    }

    /** A chain of steps, each of which leaves a line in the ledger; one of them takes longer. */
    private Path workflow(String id, int steps, int slow, String slowly) throws IOException {
        var text = IntStream.rangeClosed(1, steps)
                .mapToObj(i -> """
                  - id: step%d
                    tool: terminal
                    action: execute
                    depends_on: [%s]
                    parameters: {command: "%s; echo step%d >> ledger.txt"}
                """.formatted(i, i == 1 ? "" : "step" + (i - 1), i == slow ? slowly : "sleep 0.2", i))
                .collect(Collectors.joining("", "id: " + id + "\nname: " + id + "\nversion: 1.0.0\nsteps:\n", ""));
        return Files.writeString(folder.resolve(id + ".yaml"), text);
    }

    private String[] submitArgs(Path workflow) {
        return new String[] {"submit", workflow.toString(), "--workspace", folder.toString()};
    }

    private String submit(Addresses addresses, Path workflow) {
        var run = CliRun.of(
                new DataHome(folder.resolve("client")),
                folder,
                "submit",
                workflow.toString(),
                "--workspace",
                folder.toString(),
                "--bootstrap",
                addresses.bootstrap(),
                "--registry",
                addresses.registry());
        assertThat(run.exitCode()).as(run.toString()).isZero();
        return run.out().strip();
    }

    /** Broker and registry in this JVM, so that what is killed is only what a test kills. */
    private Addresses startData() {
        var home = new DataHome(folder.resolve("data"));
        var claim = StackClaim.of(home, Completeness.DATA);
        assertThat(claim).isInstanceOf(StackClaim.Owned.class);
        var config = new StackConfig(
                home,
                Ports.ANY,
                Completeness.DATA,
                overriding -> Settings.read(Optional.empty(), Map.of(), overriding),
                Map.of());
        var stack = Stack.start(config, ((StackClaim.Owned) claim).lock());
        data = Optional.of(stack);
        return stack.addresses();
    }

    private Child coordinator(Addresses addresses) {
        return Child.start(
                new DataHome(folder.resolve("coordinator")),
                folder,
                "coordinator",
                "--bootstrap",
                addresses.bootstrap(),
                "--registry",
                addresses.registry(),
                "-D",
                "claim.secret=a secret of this test",
                "-D",
                "coordinator.state.dir=" + folder.resolve("streams"),
                "-D",
                "coordinator.replication.factor=1",
                "-D",
                "coordinator.http.port=0");
    }

    private Child worker(Addresses addresses) {
        return Child.start(
                new DataHome(folder.resolve("worker")),
                folder,
                "worker",
                "--bootstrap",
                addresses.bootstrap(),
                "--registry",
                addresses.registry(),
                "-D",
                "workspace.roots=/",
                "-D",
                "worker.lease=4s",
                "-D",
                "worker.http.port=0");
    }

    private Child dev(DataHome home) {
        return Child.start(home, folder, "dev", "--port", "0", "--registry-port", "0", "--http-port", "0");
    }

    private static String kafka(Child dev) {
        return lastWord(dev.awaitLine("Kafka"));
    }

    private static String registry(Child dev) {
        return lastWord(dev.awaitLine("Schema registry"));
    }

    private static String lastWord(String line) {
        return line.substring(line.lastIndexOf(' ') + 1);
    }

    private static ClientConfig client(Addresses addresses) {
        return client(addresses.bootstrap(), addresses.registry());
    }

    private static ClientConfig client(String bootstrap, String registry) {
        return new ClientConfig(bootstrap, Map.of(), Map.of("schema.registry.url", registry), new Topics(""));
    }
}
