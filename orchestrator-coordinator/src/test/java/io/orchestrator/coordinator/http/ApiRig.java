package io.orchestrator.coordinator.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orchestrator.coordinator.metrics.Metrics;
import io.orchestrator.json.Json;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.JobView;
import io.orchestrator.model.Priority;
import io.orchestrator.model.StepOutline;
import io.orchestrator.model.TaskRef;
import io.orchestrator.model.TaskResult;
import io.orchestrator.model.Value;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The API over a backend in memory, and a client whose answers must fit the OpenAPI document. */
final class ApiRig implements AutoCloseable {

    static final String HELLO = """
            id: hello
            name: Hello
            version: "1.0.0"
            steps:
              - id: greet
                tool: filesystem
                action: write
                parameters:
                  path: hello.txt
                  content: hello
            """;

    private static final TaskRef TASK = new TaskRef("c-1", "job-1", 0, "greet", 1);

    final MemoryBackend backend = new MemoryBackend();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final HttpClient client = HttpClient.newHttpClient();
    private final OpenApi document = new OpenApi();
    private final ApiServer server;

    ApiRig() {
        var options = new HttpOptions("127.0.0.1", 0, Duration.ofMillis(50), 2, Optional.empty());
        try {
            server = ApiServer.bind(options, backend, new Metrics(meters), () -> "orchestrator_up 1.0\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.start();
    }

    int port() {
        return server.port();
    }

    static List<JobEvent> events() {
        var outline = List.of(new StepOutline("greet", "write", "filesystem", "", List.of(), 0));
        var done = new TaskResult.Done(Json.parseDict("{\"result\":{},\"success\":true}"), Optional.empty());
        return List.of(
                event(
                        1,
                        new JobFact.JobAccepted(
                                "hello@1.0.0", "h", Value.EMPTY, Priority.NORMAL, Map.of(), "", "", 1, outline)),
                event(2, new JobFact.StepScheduled(TASK, "default")),
                event(3, new JobFact.StepCompleted(TASK, "w", 1, 2, done)),
                event(4, new JobFact.JobCompleted(true, Json.parseDict("{\"text\":\"hello\"}"))));
    }

    private static JobEvent event(long sequence, JobFact fact) {
        return new JobEvent("job-1", sequence, 0, 1_000 + sequence, fact);
    }

    static JobView view(String jobId, JobStatus status, long requestedAtMs) {
        return new JobView(
                jobId, "hello@1.0.0", status, false, Map.of("team", "a"), requestedAtMs, requestedAtMs, 1, 0, "", 4);
    }

    BufferedReader stream(String jobId, long after) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(uri("/v1/jobs/" + jobId + "/events"))
                .header("Last-Event-ID", String.valueOf(after))
                .build();
        var answer = client.send(request, BodyHandlers.ofInputStream());
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream; charset=utf-8");
        return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    }

    /** The lines of the next event, signs of life left out; empty at the end. */
    static List<String> nextEvent(BufferedReader lines) throws IOException {
        var event = new ArrayList<String>();
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isEmpty() && !event.isEmpty()) {
                return event;
            }
            if (!line.isEmpty() && !line.startsWith(":")) {
                event.add(line);
            }
        }
        return event;
    }

    HttpResponse<String> get(String template, String path) {
        return checked("GET", template, send("GET", path, "", ""));
    }

    HttpResponse<String> post(String template, String path, String contentType, String body) {
        return checked("POST", template, send("POST", path, contentType, body));
    }

    /** With a body of JSON. */
    HttpResponse<String> exchange(String method, String template, String path, String body) {
        return checked(method, template, send(method, path, "application/json", body));
    }

    private HttpResponse<String> checked(String method, String template, HttpResponse<String> answer) {
        var type = answer.headers().firstValue("Content-Type").orElse("");
        document.requireFit(method, template, answer.statusCode(), type, answer.body());
        return answer;
    }

    HttpResponse<String> send(String method, String path, String contentType, String body) {
        var request = HttpRequest.newBuilder(uri(path)).method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!contentType.isEmpty()) {
            request.header("Content-Type", contentType);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    static Value.Dict json(HttpResponse<String> answer) {
        return Json.parseDict(answer.body());
    }

    static Value value(Value.Dict dict, String name) {
        var value = dict.get(name);
        if (value == null) {
            throw new AssertionError("no field " + name + " in " + dict);
        }
        return value;
    }

    static String text(Value.Dict dict, String name) {
        return ((Value.Text) value(dict, name)).value();
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
