package io.orchestrator.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.orchestrator.coordinator.streams.Workflows;
import io.orchestrator.json.Json;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.JobRequest;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.Value;
import io.orchestrator.topics.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The process over a real broker and registry. */
@Timeout(240)
class CoordinatorTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Platform platform;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path stateDir;

    @BeforeAll
    static void open() {
        platform = new Platform(folder);
    }

    @AfterAll
    static void close() {
        platform.close();
    }

    @Test
    void goesOnWithAJobAfterARestart() throws Exception {
        try (var worker = platform.worker();
                var client = platform.client();
                var http = HttpClient.newHttpClient()) {
            String jobId;
            try (var coordinator = running()) {
                assertThat(post(http, coordinator, "/v1/workflows", "application/yaml", Workflows.THREE)
                                .statusCode())
                        .isEqualTo(201);
                var accepted = post(
                        http,
                        coordinator,
                        "/v1/jobs",
                        "application/json",
                        "{\"workflow\":\"three\",\"inputs\":{\"who\":\"you\"}}");
                jobId = text(Json.parseDict(accepted.body()), "job_id");
                worker.allow(1);
                await().atMost(PATIENCE)
                        .until(() -> worker.seen.stream()
                                .anyMatch(command -> command.task().step().equals("second")));
            }
            worker.allow(2);

            try (var coordinator = running()) {
                var result = client.await(jobId, PATIENCE);
                var shown = Json.parseDict(
                        get(http, coordinator, "/v1/jobs/" + jobId).body());

                assertThat(result.status()).isEqualTo(JobStatus.COMPLETED);
                assertThat(result.outputs()).isEqualTo(Json.parse("{\"text\":\"third\"}"));
                assertThat(shown.get("result")).isEqualTo(result.toValue());
                assertThat(text(shown, "status")).isEqualTo("completed");
                assertThat(get(http, coordinator, "/v1/jobs?workflow=three").body())
                        .contains(jobId);
                assertThat(get(http, coordinator, "/metrics").body())
                        .contains("orchestrator_decision_seconds_count", "orchestrator_queue_lag{");
                var events = get(http, coordinator, "/v1/jobs/" + jobId + "/events");
                assertThat(events.body()).contains("event: job.completed");
                assertNoStepRanTwice(worker, jobId);
            }
        }
    }

    private static void assertNoStepRanTwice(PlainWorker worker, String jobId) {
        var steps = new HashSet<String>();
        for (var command : worker.seen) {
            if (command.task().jobId().equals(jobId)) {
                assertThat(steps.add(command.task().step())).isTrue();
                assertThat(command.task().attempt()).isEqualTo(1);
            }
        }
    }

    @Test
    void runsJobWhenItsRequestIsInTheWrongPartitionAndRefusesABrokenOne() throws Exception {
        try (var worker = platform.worker();
                var client = platform.client();
                var coordinator = running()) {
            worker.allow(100);
            submitTo(0, "in-0");
            submitTo(1, "in-0");
            submitTo(0, "in-1");
            submitTo(1, "in-1");
            var broken = request("broken", "steps: 7");
            client.submit(broken);

            assertThat(client.await("in-0", PATIENCE).success()).isTrue();
            assertThat(client.await("in-1", PATIENCE).success()).isTrue();
            var refused = client.await("broken", PATIENCE);
            assertThat(refused.status()).isEqualTo(JobStatus.FAILED);
            assertThat(refused.findings()).isNotEmpty();
            assertThat(coordinator.httpUrl()).isPresent();
            client.watch("in-0", event -> {
                assertThat(event.fact()).isNotInstanceOf(JobFact.JobRejected.class);
                return !event.fact().terminal();
            });
        }
    }

    @Test
    void tellsTheEndOfAJobAtOnceWhenTransactionsCollectForLong() throws Exception {
        try (var worker = platform.worker();
                var client = platform.client();
                var coordinator = started(platform.rarelyCommitting(stateDir))) {
            worker.allow(100);

            client.submit(request("hurried", Workflows.RETRY));

            assertThat(client.await("hurried", PATIENCE).success()).isTrue();
            assertThat(coordinator.failure()).isEmpty();
        }
    }

    private static JobRequest request(String jobId, String document) {
        return new JobRequest(
                jobId,
                Optional.empty(),
                Optional.of(document),
                Value.EMPTY,
                Optional.empty(),
                Map.of(),
                "",
                "",
                System.currentTimeMillis());
    }

    private static void submitTo(int partition, String jobId) throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", platform.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            var value = platform.codecs().jobRequests().encode(request(jobId, Workflows.RETRY));
            producer.send(new ProducerRecord<>(platform.topics.jobRequests(), partition, jobId, value))
                    .get();
        }
    }

    @Test
    void saysWhichTopicsAreMissingAndHowToCreateThem() {
        var config = platform.config(stateDir, new Topics("elsewhere."), 0);

        assertThatThrownBy(() -> Coordinator.create(config))
                .isInstanceOf(CoordinatorStartException.class)
                .hasMessageContaining("elsewhere.job.requests")
                .hasMessageContaining("orchestrator topics apply");
    }

    @Test
    void saysThatThePortIsTaken() throws IOException {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var config = platform.config(stateDir, platform.topics, other.getLocalPort());

            assertThatThrownBy(() -> Coordinator.create(config))
                    .isInstanceOf(CoordinatorStartException.class)
                    .hasMessageContaining("coordinator.http.port");
        }
    }

    @Test
    void saysThatNoBrokerOrRegistryAnswers() throws IOException {
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        var good = platform.config(stateDir);
        var nowhere = new CoordinatorConfig(
                Map.of("bootstrap.servers", "127.0.0.1:" + free),
                good.registry(),
                good.topics(),
                good.claimSecret(),
                good.sealer(),
                good.models(),
                good.streams(),
                good.jobs(),
                good.lagInterval(),
                good.http());
        var unregistered = new CoordinatorConfig(
                good.kafka(),
                Map.of("schema.registry.url", "http://127.0.0.1:" + free),
                good.topics(),
                good.claimSecret(),
                good.sealer(),
                good.models(),
                good.streams(),
                good.jobs(),
                good.lagInterval(),
                good.http());
        var startedNs = System.nanoTime();

        assertThatThrownBy(() -> Coordinator.create(nowhere))
                .isInstanceOf(CoordinatorStartException.class)
                .hasMessageContaining("no Kafka broker answers at 127.0.0.1:" + free);
        assertThat(Duration.ofNanos(System.nanoTime() - startedNs)).isLessThan(Duration.ofSeconds(15));
        assertThatThrownBy(() -> Coordinator.create(unregistered))
                .isInstanceOf(CoordinatorStartException.class)
                .hasMessageContaining("schema.registry.url");
    }

    private Coordinator running() throws InterruptedException {
        return started(platform.config(stateDir));
    }

    private static Coordinator started(CoordinatorConfig config) throws InterruptedException {
        var coordinator = Coordinator.create(config);
        coordinator.start();
        assertThat(coordinator.awaitRunning(PATIENCE)).isTrue();
        return coordinator;
    }

    private static HttpResponse<String> post(
            HttpClient http, Coordinator coordinator, String path, String type, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(uri(coordinator, path))
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(HttpClient http, Coordinator coordinator, String path) throws Exception {
        return http.send(HttpRequest.newBuilder(uri(coordinator, path)).build(), BodyHandlers.ofString());
    }

    private static URI uri(Coordinator coordinator, String path) {
        return URI.create(coordinator.httpUrl().orElseThrow() + path);
    }

    private static String text(Value.Dict dict, String name) {
        return dict.get(name) instanceof Value.Text text ? text.value() : "";
    }
}
