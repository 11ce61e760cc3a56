package io.orchestrator.coordinator.http;

import io.orchestrator.client.JobIds;
import io.orchestrator.model.Value;
import io.orchestrator.query.InvalidQueryException;
import io.orchestrator.query.JobPage;
import io.orchestrator.query.JobPlace;
import io.orchestrator.query.PageRequest;
import io.orchestrator.query.QueryParameters;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Asking for jobs, listing and cancelling them. */
final class JobRoutes {

    private static final Set<String> LIST_PARAMETERS = Stream.concat(
                    QueryParameters.NAMES.stream(), Stream.of("limit", "after"))
            .collect(Collectors.toSet());

    private final Backend backend;
    private final InstantSource clock;
    private final RandomGenerator random;

    JobRoutes(Backend backend, InstantSource clock, RandomGenerator random) {
        this.backend = backend;
        this.clock = clock;
        this.random = random;
    }

    /** 202 once Kafka has the request; what can be found wrong is found before. */
    Reply submit(Request request) {
        request.onlyQuery(Set.of());
        var now = clock.instant();
        var asked = JobBody.read(request.json()).request(now, name -> JobIds.create(name, now, random));
        if (backend.view(asked.jobId()).isEmpty()) {
            backend.refusal(asked).ifPresent(refusal -> {
                throw Problem.unprocessable(refusal.failure().message(), refusal.findings())
                        .with("code", Value.of(refusal.failure().code()));
            });
            backend.submit(asked);
        }
        return accepted(asked.jobId());
    }

    static Reply accepted(String jobId) {
        var fields = new LinkedHashMap<String, Value>();
        fields.put("job_id", Value.of(jobId));
        fields.put("links", links(jobId));
        return Reply.json(202, Value.of(fields)).with("Location", "/v1/jobs/" + jobId);
    }

    private static Value links(String jobId) {
        var links = new LinkedHashMap<String, Value>();
        links.put("job", Value.of("/v1/jobs/" + jobId));
        links.put("events", Value.of("/v1/jobs/" + jobId + "/events"));
        links.put("cancel", Value.of("/v1/jobs/" + jobId + ":cancel"));
        return Value.of(links);
    }

    /** The newest request first; {@code next} of a page is {@code after} of the next. */
    Reply list(Request request) {
        request.onlyQuery(LIST_PARAMETERS);
        try {
            var query = QueryParameters.parse(request.queries(), clock);
            var limit = request.query("limit", PageRequest.DEFAULT_LIMIT, 1, PageRequest.MAX_LIMIT);
            var after = request.query("after").map(text -> JobPlace.parse("after", text));
            return Reply.json(200, page(backend.jobs(query, new PageRequest(limit, after))));
        } catch (InvalidQueryException e) {
            throw Problem.badRequest("query parameter " + e.getMessage()).with("parameter", Value.of(e.parameter()));
        }
    }

    private static Value.Dict page(JobPage page) {
        var fields = new LinkedHashMap<String, Value>();
        fields.put("jobs", Value.of(page.jobs().stream().map(Shapes::view).toList()));
        fields.put(
                "next", page.next().<Value>map(place -> Value.of(place.print())).orElse(Value.Null.NULL));
        return Value.of(fields);
    }

    static Problem noJob(String jobId) {
        return Problem.notFound("no job '" + jobId
                + "' is known; GET /v1/jobs lists what is. A job shows a moment after it was asked for");
    }
}
