package io.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orchestrator.cli.stack.Addresses;
import io.orchestrator.cli.stack.DataHome;
import io.orchestrator.cli.stack.StackClaim;
import io.orchestrator.cli.stack.StackClaim.Completeness;
import io.orchestrator.client.ClientConfig;
import io.orchestrator.client.OrchestratorClient;
import io.orchestrator.model.JobFact;
import io.orchestrator.topics.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A coordinator that cannot go on stops for good: whoever waits for its jobs is told, and ends. */
class StoppedCoordinatorTest {

    private static final String FEW_RESTARTS = "coordinator.restarts=1";

    @TempDir
    private Path folder = Path.of("");

    private DataHome home = new DataHome(Path.of(""));
    private String workflow = "";

    @BeforeEach
    void prepare() throws Exception {
        home = new DataHome(folder.resolve("home"));
        workflow = Files.writeString(folder.resolve("waits.yaml"), """
                        id: waits
                        name: Waits for a file
                        steps:
                          - id: wait
                            tool: terminal
                            action: execute
                            parameters: {command: "touch begun; until [ -e go ]; do sleep 0.1; done", timeout: 120}
                        """).toString();
    }

    @Test
    void endsRunWithTheCauseWhenItsCoordinatorStopsForGood() throws Exception {
        try (var run = Child.start(home, folder, "run", workflow, "-D", FEW_RESTARTS)) {
            breakEvents();

            assertThat(run.waitFor()).as(run.text()).isEqualTo(Exit.FAILURE);
            assertThat(run.text())
                    .contains("has not ended: the coordinator stopped for good", "RecordTooLarge", "start it again");
        }
    }

    @Test
    void endsDevAndThoseWhoWatchWhenItsCoordinatorStopsForGood() throws Exception {
        try (var dev = Child.start(
                home, folder, "dev", "--port=0", "--registry-port=0", "--http-port=0", "-D", FEW_RESTARTS)) {
            dev.awaitLine("Ready.");
            var watching = CompletableFuture.supplyAsync(
                    () -> CliRun.of(home, folder, "submit", workflow, "--wait", "--workspace", folder.toString()));
            breakEvents();

            assertThat(dev.waitFor()).as(dev.text()).isEqualTo(Exit.FAILURE);
            assertThat(dev.text()).contains("orchestrator: the coordinator stopped for good", "RecordTooLarge");
            var watched = watching.get(Child.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(watched.exitCode()).as(watched.toString()).isEqualTo(Exit.FAILURE);
            assertThat(watched.err())
                    .contains("has not ended: process", "has ended or does not answer", "orchestrator dev");
        }
    }

    /** While the step runs, makes its completion an event that the broker never takes. */
    private void breakEvents() throws Exception {
        await().atMost(Child.PATIENCE).until(() -> Files.exists(folder.resolve("begun")));
        if (!(StackClaim.of(home, Completeness.JOBS) instanceof StackClaim.Joined joined)) {
            throw new AssertionError("no stack runs");
        }
        try (var guest = joined.guest();
                var admin = Admin.create(
                        Map.of("bootstrap.servers", joined.addresses().bootstrap()))) {
            assertThat(guest).isNotNull();
            awaitStepStarted(joined.addresses());
            awaitQuiet(admin);
            var topic = new ConfigResource(ConfigResource.Type.TOPIC, new Topics("").jobEvents());
            var tiny = new AlterConfigOp(new ConfigEntry("max.message.bytes", "1"), AlterConfigOp.OpType.SET);
            admin.incrementalAlterConfigs(Map.of(topic, List.of(tiny))).all().get();
        }
        Files.createFile(folder.resolve("go"));
    }

    /** The command may have begun long before the coordinator hears of it. */
    private static void awaitStepStarted(Addresses addresses) {
        var config = new ClientConfig(
                addresses.bootstrap(), Map.of(), Map.of("schema.registry.url", addresses.registry()), new Topics(""));
        try (var client = OrchestratorClient.create(config);
                var log = JobLog.of(config, onlyJob(client))) {
            log.awaitEvent(JobFact.StepStarted.class::isInstance);
        }
    }

    private static String onlyJob(OrchestratorClient client) {
        return await().atMost(Child.PATIENCE)
                .until(() -> client.jobs(1, job -> true), jobs -> !jobs.isEmpty())
                .getFirst()
                .jobId();
    }

    /**
     * A topic that refuses records refuses the markers of transactions, too: the one under way could never end, and nobody
     * would be told. So it waits until none is: the step's start has been told of, and the next event is a lease's, seconds
     * later.
     */
    private static void awaitQuiet(Admin admin) {
        var before = new AtomicReference<>(List.<Long>of());
        await().atMost(Child.PATIENCE).during(Duration.ofMillis(500)).until(() -> {
            var committed = ends(admin, IsolationLevel.READ_COMMITTED);
            var quiet = committed.equals(before.getAndSet(committed))
                    && committed.equals(ends(admin, IsolationLevel.READ_UNCOMMITTED));
            return quiet && committed.stream().anyMatch(end -> end > 0);
        });
    }

    private static List<Long> ends(Admin admin, IsolationLevel isolation) throws Exception {
        var topic = new Topics("").jobEvents();
        var description =
                admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
        var asked = new TreeMap<TopicPartition, OffsetSpec>(Comparator.comparingInt(TopicPartition::partition));
        for (var partition : Objects.requireNonNull(description).partitions()) {
            asked.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest());
        }
        var found = admin.listOffsets(asked, new ListOffsetsOptions(isolation));
        var ends = new ArrayList<Long>();
        for (var partition : asked.keySet()) {
            ends.add(found.partitionResult(partition).get().offset());
        }
        return ends;
    }
}
