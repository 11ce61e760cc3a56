package io.orchestrator.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orchestrator.client.OrchestratorClient;
import io.orchestrator.json.Json;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.JobView;
import io.orchestrator.model.ScheduleView;
import io.orchestrator.schedule.ScheduledRequests;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Schedules over a real broker: every time has one job, whoever was there to begin it. */
@Timeout(240)
class SchedulesOnBrokerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private static final String WORKFLOW = """
            id: tick
            version: "1.0.0"
            steps:
              - {id: note, set: {at: "${execution.timestamp}"}}
            outputs: {at: "${at}"}
            """;

    @Test
    void beginsOneJobForEachTimeWhenCoordinatorsComeAndGo(@TempDir Path folder, @TempDir Path stateDir)
            throws Exception {
        try (var platform = new Platform(folder);
                var client = platform.client();
                var http = HttpClient.newHttpClient()) {
            try (var first = running(platform, stateDir.resolve("one"))) {
                assertThat(send(http, first, "POST", "/v1/workflows", "application/yaml", WORKFLOW)
                                .statusCode())
                        .isEqualTo(201);
                var put = send(
                        http,
                        first,
                        "PUT",
                        "/v1/schedules/often",
                        "application/json",
                        "{\"workflow\": \"tick\", \"every\": \"1s\", \"missed\": \"all\"}");
                assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
                assertThat(Json.parseDict(put.body()).get("state")).isEqualTo(Json.parse("\"active\""));
                awaitJobs(client, 2);
            }
            var stopped = view(client);

            try (var second = running(platform, stateDir.resolve("two"))) {
                awaitLater(client, stopped, 3);
                var paused = send(http, second, "POST", "/v1/schedules/often:pause", "application/json", "{}");
                assertThat(paused.statusCode()).as(paused.body()).isEqualTo(200);
                var last = view(client);

                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(ended(client))
                                .isEqualTo(seconds(ended(client).getFirst(), last)));
                assertThat(last.lastMs().orElseThrow())
                        .isGreaterThan(stopped.lastMs().orElseThrow());
                ended(client).forEach(jobId -> assertOneBeginningAndOneEnd(client, jobId));
                assertThat(get(http, second, "/v1/schedules").body()).contains("\"often\"");
                assertThat(get(http, second, "/metrics").body()).contains("orchestrator_schedule_jobs_total");
            }
        }
    }

    private static Coordinator running(Platform platform, Path stateDir) throws InterruptedException {
        var coordinator = Coordinator.create(platform.config(stateDir));
        coordinator.start();
        assertThat(coordinator.awaitRunning(PATIENCE)).isTrue();
        return coordinator;
    }

    private static ScheduleView view(OrchestratorClient client) {
        return client.schedules().find("often").orElseThrow();
    }

    private static void awaitJobs(OrchestratorClient client, int count) {
        await().atMost(PATIENCE)
                .until(() -> client.jobs(100, job -> job.success()).size() >= count);
    }

    private static void awaitLater(OrchestratorClient client, ScheduleView before, int intervals) {
        var wanted = before.lastMs().orElseThrow() + intervals * INTERVAL.toMillis();
        await().atMost(PATIENCE).until(() -> view(client).lastMs().orElseThrow() >= wanted);
    }

    private static List<String> ended(OrchestratorClient client) {
        return client.jobs(1_000, JobView::success).stream()
                .map(JobView::jobId)
                .sorted()
                .toList();
    }

    /** The ids of every second from the first of these jobs to the schedule's last. */
    private static List<String> seconds(String first, ScheduleView last) {
        var ids = new ArrayList<String>();
        for (var at = ScheduledRequests.time(first).orElseThrow();
                at.toEpochMilli() <= last.lastMs().orElseThrow();
                at = at.plus(INTERVAL)) {
            ids.add(ScheduledRequests.jobId("often", at.toEpochMilli()));
        }
        return ids;
    }

    private static void assertOneBeginningAndOneEnd(OrchestratorClient client, String jobId) {
        var events = client.events(jobId);
        assertThat(events)
                .filteredOn(event -> event.fact() instanceof JobFact.JobAccepted)
                .hasSize(1);
        assertThat(events).filteredOn(event -> event.fact().terminal()).hasSize(1);
        assertThat(events).extracting(JobEvent::sequence).doesNotHaveDuplicates();
    }

    private static HttpResponse<String> send(
            HttpClient http, Coordinator coordinator, String method, String path, String... typeAndBody)
            throws Exception {
        var request = HttpRequest.newBuilder(uri(coordinator, path))
                .header("Content-Type", typeAndBody[0])
                .method(method, BodyPublishers.ofString(typeAndBody[1]))
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
