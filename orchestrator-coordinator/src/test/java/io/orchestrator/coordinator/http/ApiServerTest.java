package io.orchestrator.coordinator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orchestrator.client.JobIds;
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
import io.orchestrator.model.WorkflowDefinition;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ApiServerTest {

    private static final String HELLO = """
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

    private final MemoryBackend backend = new MemoryBackend();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final HttpClient client = HttpClient.newHttpClient();
    private final OpenApi document = new OpenApi();

    @SuppressWarnings("NullAway.Init")
    private ApiServer server;

    @BeforeEach
    void open() throws IOException {
        var options = new HttpOptions("127.0.0.1", 0, Duration.ofMillis(50), 2);
        server = ApiServer.bind(options, backend, new Metrics(meters), () -> "orchestrator_up 1.0\n");
        server.start();
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void publishesWorkflowAndShowsIt() {
        var published = post("/v1/workflows", "/v1/workflows", "application/yaml", HELLO);
        var shown = get("/v1/workflows/{id}", "/v1/workflows/hello@1.0.0");

        assertThat(published.statusCode()).isEqualTo(201);
        assertThat(published.headers().firstValue("Location")).contains("/v1/workflows/hello@1.0.0");
        assertThat(json(published).get("version")).isEqualTo(Value.of("1.0.0"));
        assertThat(json(shown).get("document")).isEqualTo(Value.of(HELLO));
        assertThat(json(shown).get("versions")).isEqualTo(Value.of(List.of(Value.of("1.0.0"))));
    }

    @Test
    void answersOkWhenTheSameTextIsPublishedAgainAndConflictWhenItDiffers() {
        post("/v1/workflows", "/v1/workflows", "application/yaml", HELLO);

        var same = post("/v1/workflows", "/v1/workflows", "application/yaml", HELLO);
        var other = post("/v1/workflows", "/v1/workflows", "application/yaml", HELLO.replace("hello.txt", "b.txt"));

        assertThat(same.statusCode()).isEqualTo(200);
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(json(other).get("detail")).asString().contains("raise its version");
    }

    @Test
    void refusesWorkflowWithItsFindingsWhenItIsBroken() {
        var answer = post(
                "/v1/workflows",
                "/v1/workflows",
                "application/yaml",
                HELLO.replace("tool: filesystem", "tool: filesytem"));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("\"line\":6").contains("filesystem");
        assertThat(backend.definitions).isEmpty();
    }

    @Test
    void saysWhetherWorkflowIsValidWithoutPublishing() {
        var good = post("/v1/workflows:validate", "/v1/workflows:validate", "application/yaml", HELLO);
        var bad = post("/v1/workflows:validate", "/v1/workflows:validate", "application/yaml", "steps: 7");

        assertThat(good.statusCode()).isEqualTo(200);
        assertThat(json(good).get("valid")).isEqualTo(Value.of(true));
        assertThat(json(bad).get("valid")).isEqualTo(Value.of(false));
        assertThat(backend.definitions).isEmpty();
    }

    @Test
    void listsWorkflowsPageByPage() {
        for (String id : List.of("a", "b", "c")) {
            backend.publish(new WorkflowDefinition(id, "1", HELLO, 0, ""));
        }

        var first = json(get("/v1/workflows", "/v1/workflows?limit=2"));
        var second = json(get("/v1/workflows", "/v1/workflows?limit=2&after=" + text(first, "next")));

        assertThat(((Value.Array) value(first, "workflows")).items()).hasSize(2);
        assertThat(((Value.Array) value(second, "workflows")).items()).hasSize(1);
        assertThat(value(second, "next")).isEqualTo(Value.Null.NULL);
    }

    @Test
    void submitsJobWithAnIdThatHoldsItsTime() {
        backend.publish(new WorkflowDefinition("hello", "1.0.0", HELLO, 0, ""));

        var answer = post(
                "/v1/jobs",
                "/v1/jobs",
                "application/json",
                "{\"workflow\":\"hello\",\"inputs\":{\"n\":1},\"priority\":\"high\",\"labels\":{\"team\":\"a\"}}");

        assertThat(answer.statusCode()).isEqualTo(202);
        var request = backend.submitted.getFirst();
        assertThat(text(json(answer), "job_id")).isEqualTo(request.jobId()).startsWith("hello-");
        assertThat(JobIds.time(request.jobId())).isPresent();
        assertThat(request.inputs().get("n")).isEqualTo(Value.of(1));
        assertThat(request.priority()).contains(Priority.HIGH);
        assertThat(request.labels()).containsEntry("team", "a");
    }

    @Test
    void submitsJobOnceWhenItsIdComesAgain() {
        backend.jobs.put("job-1", view("job-1", JobStatus.RUNNING, 1));

        var answer = post("/v1/jobs", "/v1/jobs", "application/json", "{\"workflow\":\"hello\",\"job_id\":\"job-1\"}");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(backend.submitted).isEmpty();
    }

    @Test
    void refusesJobWithEveryProblemOfItsBody() {
        var answer = post(
                "/v1/jobs",
                "/v1/jobs",
                "application/json",
                "{\"imputs\":{},\"job_id\":\"a b\",\"priority\":\"urgent\",\"labels\":{\"n\":1}}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(text(json(answer), "detail"))
                .contains("did you mean 'inputs'?")
                .contains("either workflow")
                .contains("job_id 'a b'")
                .contains("priority 'urgent'")
                .contains("labels.n");
    }

    @Test
    void refusesJobWhenItCannotRun() {
        var answer = post("/v1/jobs", "/v1/jobs", "application/json", "{\"workflow\":\"helo\"}");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(text(json(answer), "code")).isEqualTo("UNKNOWN_WORKFLOW");
        assertThat(backend.submitted).isEmpty();
    }

    @Test
    void listsJobsPageByPageWithTheNewestFirst() {
        for (int i = 0; i < 5; i++) {
            backend.jobs.put("job-" + i, view("job-" + i, JobStatus.RUNNING, 1_000 + i / 2));
        }
        var ids = new ArrayList<String>();
        var after = Optional.of("");
        while (after.isPresent()) {
            var page = json(get("/v1/jobs", "/v1/jobs?limit=2&after=" + after.get()));
            ((Value.Array) value(page, "jobs")).items().forEach(job -> ids.add(text((Value.Dict) job, "job_id")));
            after = value(page, "next") instanceof Value.Text next ? Optional.of(next.value()) : Optional.empty();
        }

        assertThat(ids).containsExactly("job-4", "job-2", "job-3", "job-0", "job-1");
    }

    @Test
    void listsOnlyTheJobsAskedFor() {
        backend.jobs.put("job-1", view("job-1", JobStatus.RUNNING, 1));
        backend.jobs.put("job-2", view("job-2", JobStatus.FAILED, 2));

        var failed = get("/v1/jobs", "/v1/jobs?status=failed&workflow=hello");
        var none = get("/v1/jobs", "/v1/jobs?workflow=hell");

        assertThat(failed.body()).contains("job-2").doesNotContain("job-1");
        assertThat(none.body()).doesNotContain("job-");
        assertThat(get("/v1/jobs", "/v1/jobs?status=done").statusCode()).isEqualTo(400);
        assertThat(get("/v1/jobs", "/v1/jobs?state=failed").body()).contains("'state'");
        assertThat(get("/v1/jobs", "/v1/jobs?limit=0").statusCode()).isEqualTo(400);
        assertThat(get("/v1/jobs", "/v1/jobs?after=x").statusCode()).isEqualTo(400);
    }

    @Test
    void showsJobWithItsResultSoFar() {
        backend.jobs.put("job-1", view("job-1", JobStatus.COMPLETED, 1));
        events().forEach(backend::add);

        var job = json(get("/v1/jobs/{id}", "/v1/jobs/job-1"));

        assertThat(text(job, "status")).isEqualTo("completed");
        var result = (Value.Dict) value(job, "result");
        assertThat(text(result, "status")).isEqualTo("completed");
        assertThat(value(result, "outputs")).isEqualTo(Json.parse("{\"text\":\"hello\"}"));
    }

    @Test
    void findsNoJobWhenNobodyAskedForIt() {
        var answer = get("/v1/jobs/{id}", "/v1/jobs/nobody");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(text(json(answer), "detail")).contains("'nobody'");
    }

    @Test
    void streamsEventsToTheEndOfTheJob() throws Exception {
        backend.jobs.put("job-1", view("job-1", JobStatus.RUNNING, 1));
        backend.add(events().get(0));
        try (var lines = stream("job-1", 0)) {
            var first = nextEvent(lines);
            var pulse = lines.readLine();
            events().stream().skip(1).forEach(backend::add);
            var ids = new ArrayList<String>();
            for (var event = nextEvent(lines); !event.isEmpty(); event = nextEvent(lines)) {
                ids.add(event.getFirst());
            }

            assertThat(first.get(0)).isEqualTo("id: 1");
            assertThat(first.get(1)).isEqualTo("event: job.accepted");
            assertThat(Json.parseDict(first.get(2).substring("data: ".length())).get("type"))
                    .isEqualTo(Value.of("job.accepted"));
            assertThat(pulse).startsWith(":");
            assertThat(ids).containsExactly("id: 2", "id: 3", "id: 4");
        }
    }

    @Test
    void streamsOnWhereTheClientLeftOff() throws Exception {
        backend.jobs.put("job-1", view("job-1", JobStatus.COMPLETED, 1));
        events().forEach(backend::add);
        try (var lines = stream("job-1", 2)) {
            assertThat(nextEvent(lines).getFirst()).isEqualTo("id: 3");
        }
    }

    @Test
    void turnsStreamAwayWhenAllAreInUseAndFreesThoseWhoseClientsAreGone() throws Exception {
        backend.jobs.put("job-1", view("job-1", JobStatus.RUNNING, 1));
        backend.add(events().get(0));
        var one = stream("job-1", 0);
        var two = stream("job-1", 0);
        nextEvent(one);
        nextEvent(two);

        var third = get("/v1/jobs/{id}/events", "/v1/jobs/job-1/events");
        one.close();
        two.close();

        assertThat(third.statusCode()).isEqualTo(503);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(meters.get("orchestrator.http.event.streams")
                                .gauge()
                                .value())
                        .isZero());
    }

    @Test
    void cancelsJob() {
        backend.jobs.put("job-1", view("job-1", JobStatus.RUNNING, 1));
        backend.jobs.put("job-2", view("job-2", JobStatus.COMPLETED, 1));
        var body = "{\"reason\":\"enough\",\"actor\":\"ann\"}";

        assertThat(cancel("job-1", body).statusCode()).isEqualTo(202);
        assertThat(cancel("job-2", body).statusCode()).isEqualTo(409);
        assertThat(cancel("job-3", body).statusCode()).isEqualTo(404);
        assertThat(backend.controls).hasSize(1);
        assertThat(backend.controls.getFirst().reason()).isEqualTo("enough");
        assertThat(backend.controls.getFirst().actor()).isEqualTo("ann");
    }

    private HttpResponse<String> cancel(String jobId, String body) {
        return post("/v1/jobs/{id}:cancel", "/v1/jobs/" + jobId + ":cancel", "application/json", body);
    }

    @Test
    void tellsWhetherItLivesAndIsReady() {
        assertThat(get("/livez", "/livez").statusCode()).isEqualTo(200);
        assertThat(get("/readyz", "/readyz").statusCode()).isEqualTo(200);
        assertThat(get("/metrics", "/metrics").body()).isEqualTo("orchestrator_up 1.0\n");
        assertThat(json(get("/openapi.json", "/openapi.json")).get("openapi")).isEqualTo(Value.of("3.1.0"));

        backend.live = false;
        backend.notReady = "it is being restored";

        assertThat(get("/livez", "/livez").statusCode()).isEqualTo(503);
        assertThat(get("/readyz", "/readyz").body()).contains("it is being restored");
    }

    @Test
    void refusesWhatABrowserSendsAcrossOrigins() {
        var answer = post("/v1/jobs", "/v1/jobs", "text/plain", "{\"workflow\":\"hello\"}");

        assertThat(answer.statusCode()).isEqualTo(415);
    }

    @Test
    void refusesRequestThatNamesAnotherHost() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write("GET /v1/jobs HTTP/1.1\r\nHost: evil.example:80\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 403").contains("evil.example");
        }
    }

    @Test
    void refusesBodyThatIsTooLargeOrNoJson() {
        var large = post("/v1/jobs", "/v1/jobs", "application/json", "x".repeat(Request.MAX_BODY_BYTES + 1));
        var broken = post("/v1/jobs", "/v1/jobs", "application/json", "{\"workflow\":");

        assertThat(large.statusCode()).isEqualTo(413);
        assertThat(broken.statusCode()).isEqualTo(400);
        assertThat(text(json(broken), "detail")).contains("line 1");
    }

    @Test
    void answersWithAProblemWhenThereIsNoSuchRoute() {
        var missing = send("GET", "/v2/jobs", "", "");
        var wrong = send("DELETE", "/v1/jobs", "", "");

        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(wrong.statusCode()).isEqualTo(405);
        assertThat(wrong.headers().firstValue("Content-Type")).contains(Problem.CONTENT_TYPE);
    }

    private static List<JobEvent> events() {
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

    private static JobView view(String jobId, JobStatus status, long requestedAtMs) {
        return new JobView(
                jobId, "hello@1.0.0", status, false, Map.of("team", "a"), requestedAtMs, requestedAtMs, 1, 0, "", 4);
    }

    private BufferedReader stream(String jobId, long after) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(uri("/v1/jobs/" + jobId + "/events"))
                .header("Last-Event-ID", String.valueOf(after))
                .build();
        var answer = client.send(request, BodyHandlers.ofInputStream());
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream; charset=utf-8");
        return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    }

    /** The lines of the next event, signs of life left out; empty at the end. */
    private static List<String> nextEvent(BufferedReader lines) throws IOException {
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

    private HttpResponse<String> get(String template, String path) {
        return checked("GET", template, send("GET", path, "", ""));
    }

    private HttpResponse<String> post(String template, String path, String contentType, String body) {
        return checked("POST", template, send("POST", path, contentType, body));
    }

    private HttpResponse<String> checked(String method, String template, HttpResponse<String> answer) {
        var type = answer.headers().firstValue("Content-Type").orElse("");
        document.requireFit(method, template, answer.statusCode(), type, answer.body());
        return answer;
    }

    private HttpResponse<String> send(String method, String path, String contentType, String body) {
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

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private static Value.Dict json(HttpResponse<String> answer) {
        return Json.parseDict(answer.body());
    }

    private static Value value(Value.Dict dict, String name) {
        var value = dict.get(name);
        if (value == null) {
            throw new AssertionError("no field " + name + " in " + dict);
        }
        return value;
    }

    private static String text(Value.Dict dict, String name) {
        return ((Value.Text) value(dict, name)).value();
    }
}
