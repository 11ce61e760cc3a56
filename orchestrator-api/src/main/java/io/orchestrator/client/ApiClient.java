package io.orchestrator.client;

import io.orchestrator.client.ClientException.Kind;
import io.orchestrator.json.Json;
import io.orchestrator.model.Value;
import io.orchestrator.query.JobPage;
import io.orchestrator.query.JobQuery;
import io.orchestrator.query.PageRequest;
import io.orchestrator.query.QueryParameters;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads what only a coordinator knows, through its HTTP API: searches of its index, and the state that it stores. Every
 * method throws {@link ClientException} where it cannot do what it says. Thread-safe.
 */
public final class ApiClient implements AutoCloseable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);
    /** The most that is read of an answer that says why there is none. */
    private static final int MAX_PROBLEM_BYTES = 64 * 1024;

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;
    private static final int TIMEOUT = 504;

    private final URI base;
    private final HttpClient http;

    private ApiClient(URI base, HttpClient http) {
        this.base = base;
        this.http = http;
    }

    /**
     * Connects on first use.
     *
     * @param url of a coordinator's API, for example {@code http://localhost:8080}
     * @throws ClientException where it is no such URL
     */
    public static ApiClient create(String url) {
        try {
            var base = URI.create(url.replaceFirst("/+$", ""));
            if (base.getHost() != null && List.of("http", "https").contains(String.valueOf(base.getScheme()))) {
                return new ApiClient(
                        base,
                        HttpClient.newBuilder()
                                .version(HttpClient.Version.HTTP_1_1)
                                .connectTimeout(CONNECT_TIMEOUT)
                                .build());
            }
        } catch (IllegalArgumentException e) {
            throw notAnAddress(url, e);
        }
        throw notAnAddress(url, null);
    }

    private static ClientException notAnAddress(String url, @Nullable Exception cause) {
        return new ClientException(
                Kind.INVALID, "'" + url + "' is no address of an HTTP API: give one like http://localhost:8080", cause);
    }

    /** A page of the jobs that a query asks for, the newest request first, by the coordinator's index. */
    public JobPage jobs(JobQuery query, PageRequest page) {
        var parameters = new LinkedHashMap<>(QueryParameters.of(query));
        parameters.put("limit", List.of(String.valueOf(page.limit())));
        page.after().ifPresent(place -> parameters.put("after", List.of(place.print())));
        return ApiShapes.page(get("/v1/jobs", parameters));
    }

    /** When each step of a job was scheduled, started and ended, so far; its shape is that of {@code Timeline}. */
    public Value.Dict timeline(String jobId) {
        return get("/v1/jobs/" + encoded(jobId) + "/timeline", Map.of());
    }

    /**
     * The inputs and variables of a job as they were after one of its events: {@code {job_id, event, at, status, inputs,
     * variables}}, sensitive values masked.
     *
     * @param event its number; empty for the newest that the job tells of
     */
    public Value.Dict variables(String jobId, OptionalLong event) {
        var parameters = event.isEmpty()
                ? Map.<String, List<String>>of()
                : Map.of("at", List.of(String.valueOf(event.getAsLong())));
        return get("/v1/jobs/" + encoded(jobId) + "/variables", parameters);
    }

    /** The checkpoints of a job that can be restored, the oldest first: {@code {job_id, event, checkpoints}}. */
    public Value.Dict checkpoints(String jobId) {
        return get("/v1/jobs/" + encoded(jobId) + "/checkpoints", Map.of());
    }

    /**
     * What a restore would bring back: {@code {number, event, at, cause, name, status, inputs, variables, steps}}, sensitive
     * values masked.
     */
    public Value.Dict checkpoint(String jobId, int number) {
        return get("/v1/jobs/" + encoded(jobId) + "/checkpoints/" + number, Map.of());
    }

    /**
     * Everything that is stored of a job, from whichever coordinator keeps it, as {@code orchestrator verify} reads it.
     *
     * @throws ClientException of kind MISSING where nothing is stored (any more), UNREACHABLE where its owner is away
     */
    public Value.Dict state(String jobId) {
        return get("/v1/jobs/" + encoded(jobId) + "/state", Map.of());
    }

    /** What the steps of a job have given, version by version: {@code {job_id, artifacts, cut}}. */
    public Value.Dict artifacts(String jobId) {
        return get("/v1/jobs/" + encoded(jobId) + "/artifacts", Map.of());
    }

    /**
     * One of them whole, as it arrives: a text as it is, anything else as JSON, in UTF-8. It may be larger than memory.
     *
     * @param name as the list has it
     * @param version from 1; empty for the last
     * @return read to its end and closed by the caller; an answer that breaks off is an {@link IOException} of it
     * @throws ClientException of kind MISSING where the job has no such artifact
     */
    public InputStream artifact(String jobId, String name, OptionalInt version) {
        var parameters = version.isEmpty()
                ? Map.<String, List<String>>of()
                : Map.of("version", List.of(String.valueOf(version.getAsInt())));
        var uri = uri("/v1/jobs/" + encoded(jobId) + "/artifacts/" + encoded(name), parameters);
        var answer = send(request(uri), BodyHandlers.ofInputStream());
        if (answer.statusCode() == OK) {
            return answer.body();
        }
        try (var body = answer.body()) {
            var problem = new String(body.readNBytes(MAX_PROBLEM_BYTES), StandardCharsets.UTF_8);
            throw refused(answer.statusCode(), parsed(problem, answer.statusCode(), uri));
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    /**
     * The answer to a GET.
     *
     * @param path begins with a slash; its variable parts are encoded, see {@link #encoded}
     */
    Value.Dict get(String path, Map<String, List<String>> parameters) {
        var uri = uri(path, parameters);
        var answer = send(request(uri), BodyHandlers.ofString());
        var body = parsed(answer.body(), answer.statusCode(), uri);
        if (answer.statusCode() != OK) {
            throw refused(answer.statusCode(), body);
        }
        return body;
    }

    private URI uri(String path, Map<String, List<String>> parameters) {
        var query = parameters.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(value -> entry.getKey() + "=" + encoded(value)))
                .collect(Collectors.joining("&"));
        return URI.create(base + path + (query.isEmpty() ? "" : "?" + query));
    }

    private static HttpRequest request(URI uri) {
        return HttpRequest.newBuilder(uri).timeout(ANSWER_TIMEOUT).build();
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body) {
        try {
            return http.send(request, body);
        } catch (IOException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClientException(Kind.INTERRUPTED, "interrupted while " + base + " was asked", e);
        }
    }

    private ClientException unreachable(IOException e) {
        return new ClientException(
                Kind.UNREACHABLE,
                "no coordinator answers at " + base + " (" + (e.getMessage() == null ? e : e.getMessage())
                        + "): check the address, and that the coordinator runs with coordinator.http.enabled",
                e);
    }

    private static Value.Dict parsed(String body, int status, URI uri) {
        try {
            return Json.parseDict(body);
        } catch (Json.InvalidJsonException e) {
            throw new ClientException(
                    Kind.REFUSED,
                    uri + " answers " + status + " without JSON: is it the HTTP API of a coordinator?",
                    e);
        }
    }

    private static ClientException refused(int status, Value.Dict problem) {
        var detail = problem.get("detail") instanceof Value.Text text ? text.value() : "status " + status;
        var kind = switch (status) {
            case NOT_FOUND -> Kind.MISSING;
            case UNAVAILABLE -> Kind.UNREACHABLE;
            case TIMEOUT -> Kind.TIMEOUT;
            default -> status < 500 ? Kind.INVALID : Kind.REFUSED;
        };
        return new ClientException(kind, detail);
    }

    @Override
    public void close() {
        http.close();
    }
}
