package io.orchestrator.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.orchestrator.model.FailureKind;
import io.orchestrator.model.Priority;
import io.orchestrator.model.StepCommand;
import io.orchestrator.model.TaskCompleted;
import io.orchestrator.model.TaskRef;
import io.orchestrator.model.TaskResult;
import io.orchestrator.model.Value;
import io.orchestrator.model.WorkerControl;
import io.orchestrator.topics.Topics;
import io.orchestrator.worker.loop.LoopConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands in, records out, over a real share group. */
final class WorkerTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private static Path folder = Path.of("");

    private static Cluster cluster;

    @BeforeAll
    static void startCluster() {
        Awaitility.setDefaultTimeout(SOON);
        cluster = Cluster.start(folder.resolve("broker"));
    }

    @AfterAll
    static void stopCluster() {
        cluster.close();
        Awaitility.reset();
    }

    @Test
    void answersStartedAndCompletedWhenACommandComes() {
        var topics = cluster.topics("plain.");
        try (var worker = start(topics, "w1");
                var talk = new Conversation(cluster, topics)) {
            talk.send(Conversation.command("hello", Conversation.terminal("echo hi"), Duration.ofSeconds(10)));

            await().until(() -> !talk.listen().completed("hello").isEmpty());

            var completed = talk.completed("hello").getFirst();
            assertThat(talk.started()).hasSize(1);
            assertThat(completed.worker()).isEqualTo("w1");
            assertThat(completed.claim()).isEqualTo("claim-hello");
            assertThat(completed.task()).isEqualTo(new TaskRef("command-hello", "job-1", 0, "hello", 1));
            assertThat(result(completed).get("stdout")).isEqualTo(Value.of("hi\n"));
            await().until(worker::ready);
        }
    }

    @Test
    void servesEveryPriorityWhenCommandsComeOnAll() {
        var topics = cluster.topics("priority.");
        try (var worker = start(topics, "w1");
                var talk = new Conversation(cluster, topics)) {
            for (var priority : Priority.values()) {
                talk.send(withPriority(
                        Conversation.command(priority.word(), Conversation.tool("noop"), Duration.ZERO), priority));
            }

            await().until(() -> talk.listen().completed().size() == 3);

            assertThat(talk.completed()).allMatch(completed -> completed.result() instanceof TaskResult.Done);
            assertThat(worker.scrape()).contains("orchestrator_worker_commands_total");
        }
    }

    @Test
    void runsACommandOnceWhenItComesTwice() {
        var topics = cluster.topics("twice.");
        var noop = new NoopTool();
        try (var worker = start(topics, "w1", noop);
                var talk = new Conversation(cluster, topics)) {
            var command = Conversation.command("same", Conversation.tool("noop"), Duration.ZERO);
            talk.send(command);
            await().until(() -> talk.listen().completed("same").size() == 1);

            talk.send(command);
            await().until(() -> talk.listen().completed("same").size() == 2);

            assertThat(worker.id()).isEqualTo("w1");
            assertThat(noop.runs()).isEqualTo(1);
            assertThat(talk.completed("same"))
                    .allMatch(c -> c.equals(talk.completed("same").getFirst()));
        }
    }

    @Test
    void renewsTheLeaseAndServesOthersWhenAStepIsLong() {
        var topics = cluster.topics("long.");
        try (var worker = start(topics, "w1");
                var talk = new Conversation(cluster, topics)) {
            talk.send(Conversation.command("slow", Conversation.terminal("sleep 8"), Duration.ofSeconds(60)));
            await().until(() -> !talk.listen().progress().isEmpty());

            talk.send(Conversation.command("quick", Conversation.tool("noop"), Duration.ZERO));
            await().until(() -> !talk.listen().completed("quick").isEmpty());
            assertThat(talk.completed("slow")).isEmpty();
            await().until(() -> !talk.listen().completed("slow").isEmpty());

            assertThat(worker.ready()).isTrue();
            assertThat(talk.progress()).hasSizeGreaterThan(2);
            assertThat(talk.progress())
                    .allMatch(p -> p.leaseMs() == 3_000 && p.claim().equals("claim-slow"));
            assertThat(talk.completed("slow")).hasSize(1);
            assertThat(talk.started()).hasSize(2);
        }
    }

    @Test
    void killsTheProcessWhenTheCoordinatorCancels() throws IOException {
        var topics = cluster.topics("cancel.");
        var mark = folder.resolve("cancel-mark");
        try (var worker = start(topics, "w1");
                var talk = new Conversation(cluster, topics)) {
            var line = "echo $$ > " + mark + "; exec sleep 300";
            talk.send(Conversation.command("sleeper", Conversation.terminal(line), Duration.ofSeconds(400)));
            await().until(() -> Files.exists(mark) && !Files.readString(mark).isBlank());
            var pid = Long.parseLong(Files.readString(mark).strip());

            talk.send(new WorkerControl(new TaskRef("", "job-1", 0, "", 0), worker.id(), "cancelled"));

            await().until(() ->
                    ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
            talk.send(Conversation.command("after", Conversation.tool("noop"), Duration.ZERO));
            talk.listen();
            assertThat(talk.completed("sleeper")).isEmpty();
        }
    }

    @Test
    void touchesNothingBeforeItsGrantWhenOnlyOneWorkerMayRunTheStep() {
        var topics = cluster.topics("grant.");
        var mark = folder.resolve("grant-mark");
        try (var worker = start(topics, "w1");
                var talk = new Conversation(cluster, topics)) {
            var command = Conversation.command(
                    "pay",
                    Conversation.terminal("touch " + mark),
                    Duration.ofSeconds(60),
                    StepCommand.Delivery.EXCLUSIVE);
            talk.send(command);
            await().until(() -> !talk.listen().started().isEmpty());
            talk.send(new WorkerControl(command.task(), "w2", "granted", WorkerControl.Kind.GRANT));
            talk.send(Conversation.command("other", Conversation.tool("noop"), Duration.ZERO));
            await().until(() -> !talk.listen().completed("other").isEmpty());
            assertThat(mark).doesNotExist();
            assertThat(talk.completed("pay")).isEmpty();

            talk.send(new WorkerControl(command.task(), worker.id(), "granted", WorkerControl.Kind.GRANT));

            await().until(() -> !talk.listen().completed("pay").isEmpty());
            assertThat(mark).exists();
        }
    }

    @Test
    void buriesARecordWhenItCannotBeDecoded() {
        var topics = cluster.topics("garbage.");
        try (var worker = start(topics, "w1");
                var talk = new Conversation(cluster, topics)) {
            var topic = topics.stepCommands(Topics.DEFAULT_QUEUE, Priority.NORMAL);
            talk.send(topic, "k", new byte[] {1, 2, 3});
            talk.send(Conversation.command("next", Conversation.tool("noop"), Duration.ZERO));

            await().until(() -> !talk.listen().deadLetters().isEmpty()
                    && !talk.completed("next").isEmpty());

            var letter = talk.deadLetters().getFirst();
            assertThat(worker.id()).isEqualTo("w1");
            assertThat(letter.topic()).isEqualTo(topic);
            assertThat(letter.component()).isEqualTo("worker");
            assertThat(letter.value().remaining()).isEqualTo(3);
        }
    }

    @Test
    void buriesAControlAndObeysTheNextWhenItCannotBeDecoded() throws IOException {
        var topics = cluster.topics("controls.");
        var mark = folder.resolve("controls-mark");
        try (var worker = start(topics, "w1");
                var talk = new Conversation(cluster, topics)) {
            var line = "echo $$ > " + mark + "; exec sleep 300";
            talk.send(Conversation.command("sleeper", Conversation.terminal(line), Duration.ofSeconds(400)));
            await().until(() -> Files.exists(mark) && !Files.readString(mark).isBlank());
            var pid = Long.parseLong(Files.readString(mark).strip());

            talk.send(topics.workerControls(), "k", new byte[] {1, 2, 3});
            talk.send(new WorkerControl(new TaskRef("", "job-1", 0, "", 0), worker.id(), "cancelled"));

            await().until(() ->
                    ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
            await().until(() -> !talk.listen().deadLetters().isEmpty());
            assertThat(talk.deadLetters().getFirst().topic()).isEqualTo(topics.workerControls());
        }
    }

    @Test
    void letsRunningStepsEndWhenItIsClosed() {
        var topics = cluster.topics("drain.");
        var talk = new Conversation(cluster, topics);
        try (talk) {
            var worker = start(topics, "w1");
            talk.send(
                    Conversation.command("ending", Conversation.terminal("sleep 2; echo done"), Duration.ofMinutes(1)));
            await().until(() -> !talk.listen().started().isEmpty());

            worker.close();
            await().until(() -> !talk.listen().completed("ending").isEmpty());

            assertThat(result(talk.completed("ending").getFirst()).get("stdout"))
                    .isEqualTo(Value.of("done\n"));
        }
    }

    @Test
    void tellsThatAStepIsLostWhenItOutlivesTheDrain() {
        var topics = cluster.topics("lost.");
        var loop = WorkerConfigs.loop("w1", topics);
        var impatient = new LoopConfig(
                "w1", topics, loop.queues(), 4, loop.grace(), loop.lease(), Duration.ofMillis(200), loop.fetchWait());
        var talk = new Conversation(cluster, topics);
        try (talk) {
            var worker = start(WorkerConfigs.of(cluster, impatient, folder));
            talk.send(Conversation.command("endless", Conversation.terminal("sleep 300"), Duration.ofMinutes(10)));
            await().until(() -> !talk.listen().progress().isEmpty());

            worker.close();
            await().until(() -> !talk.listen().completed("endless").isEmpty());

            var failed =
                    (TaskResult.Failed) talk.completed("endless").getFirst().result();
            assertThat(failed.failure().kind()).isEqualTo(FailureKind.LOST);
        }
    }

    @Test
    void runsEverythingWhenThereIsMoreThanItHasSlots() {
        var topics = cluster.topics("narrow.");
        var loop = WorkerConfigs.loop("w1", topics);
        var narrow = new LoopConfig(
                "w1", topics, loop.queues(), 2, loop.grace(), loop.lease(), loop.drain(), loop.fetchWait());
        try (var worker = start(WorkerConfigs.of(cluster, narrow, folder));
                var talk = new Conversation(cluster, topics)) {
            for (int i = 0; i < 12; i++) {
                talk.send(Conversation.command("s" + i, Conversation.terminal("sleep 0.3"), Duration.ofMinutes(1)));
            }

            await().until(() -> talk.listen().completed().size() == 12);

            assertThat(worker.id()).isEqualTo("w1");
            assertThat(talk.completed()).extracting(c -> c.task().step()).doesNotHaveDuplicates();
        }
    }

    @Test
    void servesHealthAndMetricsWhenItRuns() throws IOException, InterruptedException {
        var topics = cluster.topics("health.");
        try (var worker = start(topics, "w1")) {
            await().until(worker::ready);

            assertThat(get(worker, "/livez").statusCode()).isEqualTo(200);
            assertThat(get(worker, "/readyz").statusCode()).isEqualTo(200);
            assertThat(get(worker, "/metrics").body()).contains("orchestrator_worker_slots 64.0");
        }
    }

    @Test
    void refusesToStartWhenTopicsAreMissing() {
        var config = WorkerConfigs.of(cluster, WorkerConfigs.loop("w1", new Topics("nothing.")), folder);

        assertThatThrownBy(() -> Worker.create(config))
                .isInstanceOf(WorkerStartException.class)
                .hasMessageContaining("nothing.task.completed")
                .hasMessageContaining("orchestrator topics apply");
    }

    @Test
    void refusesToStartWhenTheRegistryIsDown() {
        var topics = cluster.topics("registry.");
        var good = WorkerConfigs.of(cluster, WorkerConfigs.loop("w1", topics), folder);
        var config = new WorkerConfig(
                good.kafka(),
                Map.of("schema.registry.url", "http://127.0.0.1:1"),
                good.loop(),
                good.autoFetchWait(),
                good.http(),
                List.of(),
                Map.of(),
                good.toolLimits(),
                good.workspaces(),
                good.secrets(),
                good.sealer(),
                List.of());

        assertThatThrownBy(() -> Worker.create(config))
                .isInstanceOf(WorkerStartException.class)
                .hasMessageContaining("http://127.0.0.1:1")
                .hasMessageContaining("schema.registry.url");
    }

    private static Worker start(Topics topics, String id) {
        return start(topics, id, new NoopTool());
    }

    private static Worker start(Topics topics, String id, NoopTool noop) {
        return start(WorkerConfigs.of(cluster, WorkerConfigs.loop(id, topics), folder)
                .withTool(noop));
    }

    private static Worker start(WorkerConfig config) {
        var worker = Worker.create(config);
        worker.start();
        return worker;
    }

    private static StepCommand withPriority(StepCommand c, Priority priority) {
        return new StepCommand(
                c.task(),
                c.call(),
                c.timeoutMs(),
                c.queue(),
                priority,
                c.delivery(),
                c.workspace(),
                c.dispatchedAtMs(),
                c.claim());
    }

    private static Value.Dict result(TaskCompleted completed) {
        var envelope = ((TaskResult.Done) completed.result()).envelope();
        return (Value.Dict) java.util.Objects.requireNonNull(envelope.get("result"));
    }

    private static HttpResponse<String> get(Worker worker, String path) throws IOException, InterruptedException {
        var uri = URI.create("http://127.0.0.1:" + worker.httpPort().orElseThrow() + path);
        try (var client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
