package io.orchestrator.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orchestrator.client.ClientException;
import io.orchestrator.client.OrchestratorClient;
import io.orchestrator.json.Json;
import io.orchestrator.model.ControlFact;
import io.orchestrator.model.JobRequest;
import io.orchestrator.model.OutsideSignal;
import io.orchestrator.model.Value;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Signals that name no job, over a real broker, over HTTP and with the client, with coordinators that come and go. */
@Timeout(240)
class SignalsOnBrokerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String WORKFLOW = """
            id: pay
            version: "1.0.0"
            inputs: {order: {type: string}}
            steps:
              - {id: paid, signal: {name: paid, key: "${order}", correlate: true}}
            outputs: {amount: "${paid.result.amount}"}
            """;

    @Test
    void reachesJobsThatWaitedBeforeAndAfterACoordinatorWasReplaced(@TempDir Path folder, @TempDir Path stateDir)
            throws Exception {
        try (var platform = new Platform(folder);
                var client = platform.client();
                var http = HttpClient.newHttpClient()) {
            try (var first = running(platform, stateDir.resolve("one"))) {
                assertThat(post(http, first, "/v1/workflows", "application/yaml", WORKFLOW)
                                .statusCode())
                        .isEqualTo(201);
                submit(client, "late-1", "4711");
                submit(client, "late-2", "4712");
                awaitWaiting(client, "late-1");
                awaitWaiting(client, "late-2");
                send(http, first, "4711", 7);
                client.signal(new OutsideSignal("s-3", "paid", "4713", amount(9), 3_600_000, "shop", 0));

                assertThat(paid(client, "late-1")).isEqualTo(amount(7));
            }

            try (var second = running(platform, stateDir.resolve("two"))) {
                send(http, second, "4711", 70);
                send(http, second, "4712", 8);
                submit(client, "early-3", "4713");

                assertThat(paid(client, "late-2")).isEqualTo(amount(8));
                assertThat(paid(client, "early-3")).isEqualTo(amount(9));
                assertThat(client.events("late-1"))
                        .filteredOn(event -> event.fact() instanceof ControlFact.SignalReceived)
                        .hasSize(1);
                assertThat(get(http, second, "/metrics").body()).contains("orchestrator_signals_total");
            }
        }
    }

    private static Coordinator running(Platform platform, Path stateDir) throws InterruptedException {
        var coordinator = Coordinator.create(platform.config(stateDir));
        coordinator.start();
        assertThat(coordinator.awaitRunning(PATIENCE)).isTrue();
        return coordinator;
    }

    private static void submit(OrchestratorClient client, String jobId, String order) {
        client.submit(new JobRequest(
                jobId,
                Optional.of("pay"),
                Optional.empty(),
                Value.of(Map.of("order", Value.of(order))),
                Optional.empty(),
                Map.of(),
                "",
                "tester",
                0));
    }

    private static void awaitWaiting(OrchestratorClient client, String jobId) {
        // Until it has its first event there is no such job.
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(ClientException.class)
                .until(() -> client.events(jobId).stream()
                        .anyMatch(event -> event.fact() instanceof ControlFact.SignalAwaited));
    }

    private static Value amount(long amount) {
        return Value.of(Map.of("amount", Value.of(amount)));
    }

    private static Value paid(OrchestratorClient client, String jobId) {
        return client.await(jobId, PATIENCE).outputs();
    }

    private static void send(HttpClient http, Coordinator coordinator, String key, long amount) throws Exception {
        var body = Json.write(Value.of(Map.of(
                "name", Value.of("paid"), "key", Value.of(key), "id", Value.of(key), "payload", amount(amount))));
        var sent = post(http, coordinator, "/v1/signals", "application/json", body);
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(202);
        assertThat(Json.parse(sent.body())).isEqualTo(Value.of(Map.of("id", Value.of(key))));
    }

    private static HttpResponse<String> post(
            HttpClient http, Coordinator coordinator, String path, String type, String body) throws Exception {
        var request = HttpRequest.newBuilder(uri(coordinator, path))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(HttpClient http, Coordinator coordinator, String path) throws Exception {
        return http.send(HttpRequest.newBuilder(uri(coordinator, path)).build(), BodyHandlers.ofString());
    }

    private static URI uri(Coordinator coordinator, String path) {
        return URI.create(coordinator.httpUrl().orElseThrow() + path);
    }
}
