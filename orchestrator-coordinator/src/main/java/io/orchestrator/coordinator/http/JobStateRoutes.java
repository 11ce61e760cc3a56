package io.orchestrator.coordinator.http;

import io.orchestrator.json.Json;
import io.orchestrator.model.Value;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is stored of a job, read where it is: from this process, or by asking the one that keeps it. */
final class JobStateRoutes {

    /** Tells that another coordinator asks: it is not asked in turn. */
    static final String ASKED_FOR = "X-Orchestrator-Asked-For";

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);
    private static final Set<Integer> FINAL = Set.of(200, 404, 413);

    private final Backend backend;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();

    JobStateRoutes(Backend backend) {
        this.backend = backend;
    }

    Reply state(Request request) {
        request.onlyQuery(Set.of());
        var jobId = request.path("id");
        if (request.header(ASKED_FOR).isPresent()) {
            return here(jobId);
        }
        return switch (backend.placement(jobId)) {
            case Placement.Here here -> here(jobId);
            case Placement.Elsewhere elsewhere -> ask(jobId, elsewhere.addresses());
            case Placement.Unknown unknown -> throw Problem.unavailable(unknown.why());
        };
    }

    private Reply here(String jobId) {
        var state = backend.state(jobId)
                .orElseThrow(() -> Problem.notFound("nothing is stored of job '" + jobId
                        + "': it is not known, or it has ended and left the stores (coordinator.retention);"
                        + " job.events keeps what happened"));
        return Reply.json(200, state);
    }

    private Reply ask(String jobId, List<String> addresses) {
        var silent = new ArrayList<String>();
        for (String address : addresses) {
            var answer = ask(jobId, address, silent);
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        throw Problem.unavailable("the state of job " + jobId
                + " is kept by another coordinator, which does not answer (" + String.join("; ", silent)
                + "): it can be read again when that one is back, or another has taken over");
    }

    private Optional<Reply> ask(String jobId, String address, List<String> silent) {
        var path = "/v1/jobs/" + URLEncoder.encode(jobId, StandardCharsets.UTF_8) + "/state";
        var question = HttpRequest.newBuilder(URI.create("http://" + address + path))
                .timeout(ANSWER_TIMEOUT)
                .header(ASKED_FOR, "client")
                .build();
        try {
            var answer = http.send(question, BodyHandlers.ofString());
            if (FINAL.contains(answer.statusCode())) {
                return Optional.of(passedOn(jobId, answer));
            }
            silent.add(address + " answers " + answer.statusCode());
        } catch (IOException e) {
            silent.add(address + " " + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.unavailable("the coordinator is stopping");
        }
        return Optional.empty();
    }

    private static Reply passedOn(String jobId, HttpResponse<String> answer) {
        Value.Dict body;
        try {
            body = Json.parseDict(answer.body());
        } catch (Json.InvalidJsonException e) {
            throw Problem.unavailable(
                    "the state of job " + jobId + " is kept by " + answer.uri().getAuthority()
                            + ", which answers without JSON: coordinator.http.advertised must be a coordinator's HTTP API");
        }
        if (answer.statusCode() == 200) {
            return Reply.json(200, body);
        }
        var detail = body.get("detail") instanceof Value.Text text ? text.value() : "status " + answer.statusCode();
        throw Problem.of(answer.statusCode(), "Not told by its owner", detail);
    }
}
