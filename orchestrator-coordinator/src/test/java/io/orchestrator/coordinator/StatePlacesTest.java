package io.orchestrator.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orchestrator.coordinator.streams.Workflows;
import io.orchestrator.json.Json;
import io.orchestrator.model.JobRequest;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The state of jobs, asked of two coordinators of which each keeps some. */
@Timeout(240)
class StatePlacesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void isToldByEveryCoordinatorWhicheverKeepsItAndByTheOneThatTakesOver() throws Exception {
        try (var platform = new Platform(folder);
                var worker = platform.worker();
                var http = HttpClient.newHttpClient();
                var client = platform.client();
                var one = running(platform, "one")) {
            worker.allow(1000);
            var jobs = IntStream.range(0, 6).mapToObj(i -> "job-" + i).toList();
            try (var two = running(platform, "two")) {
                awaitShared(platform, List.of(one, two));
                jobs.forEach(job -> client.submit(request(job)));
                jobs.forEach(
                        job -> assertThat(client.await(job, PATIENCE).success()).isTrue());

                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(jobs).allSatisfy(job -> {
                            assertThat(state(http, one, job).statusCode()).isEqualTo(200);
                            assertThat(state(http, two, job).body())
                                    .isEqualTo(state(http, one, job).body());
                        }));
                assertThat(state(http, one, "nobody").statusCode()).isEqualTo(404);
                assertThat(state(http, two, "nobody").statusCode()).isEqualTo(404);
                var asked = one.httpUrl().orElseThrow() + "/v1/jobs/";
                assertThat(jobs)
                        .as("jobs that are not kept by the first")
                        .anySatisfy(job -> assertThat(
                                        asked(http, asked + job + "/state").statusCode())
                                .isEqualTo(404));
            }

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(jobs)
                            .allSatisfy(job -> assertThat(state(http, one, job).statusCode())
                                    .isEqualTo(200)));
        }
    }

    /** Each has one of the two partitions. */
    private static void awaitShared(Platform platform, List<Coordinator> coordinators) {
        try (var admin = Admin.create(Map.of("bootstrap.servers", platform.bootstrapServers()))) {
            await().atMost(PATIENCE)
                    .until(
                            () -> admin
                                            .describeStreamsGroups(List.of(platform.topics.applicationId()))
                                            .all()
                                            .get()
                                            .values()
                                            .stream()
                                            .flatMap(group -> group.members().stream())
                                            .filter(member -> !member.assignment()
                                                    .activeTasks()
                                                    .isEmpty())
                                            .count()
                                    == coordinators.size());
        }
    }

    private HttpResponse<String> state(HttpClient http, Coordinator coordinator, String jobId) throws Exception {
        var uri = URI.create(coordinator.httpUrl().orElseThrow() + "/v1/jobs/" + jobId + "/state");
        return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    /** As another coordinator asks. */
    private static HttpResponse<String> asked(HttpClient http, String url) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url))
                .header("X-Orchestrator-Asked-For", "client")
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private static JobRequest request(String jobId) {
        return new JobRequest(
                jobId,
                Optional.empty(),
                Optional.of(Workflows.THREE),
                Json.parseDict("{\"who\": \"you\"}"),
                Optional.empty(),
                Map.of(),
                "",
                "",
                System.currentTimeMillis());
    }

    private Coordinator running(Platform platform, String name) throws Exception {
        var config = platform.config(folder.resolve(name), platform.topics, freePort());
        var coordinator = Coordinator.create(config);
        coordinator.start();
        assertThat(coordinator.awaitRunning(PATIENCE)).isTrue();
        return coordinator;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
