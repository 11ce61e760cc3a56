package io.orchestrator.coordinator.http;

import io.orchestrator.client.JobIds;
import io.orchestrator.model.JobControl;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.JobView;
import io.orchestrator.model.Value;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Asking for jobs, listing and cancelling them. */
final class JobRoutes {

    static final int DEFAULT_LIMIT = 50;
    static final int MAX_LIMIT = 500;

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

    private static Reply accepted(String jobId) {
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
        request.onlyQuery(Set.of("status", "workflow", "limit", "after"));
        var status = request.query("status").map(JobRoutes::status);
        var workflow = request.query("workflow");
        var limit = request.query("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
        var page = new JobPage(limit, request.query("after").map(JobPage.Cursor::parse));
        backend.views(view -> {
            if (fits(view, status, workflow)) {
                page.offer(view);
            }
        });
        var fields = new LinkedHashMap<String, Value>();
        fields.put("jobs", Value.of(page.views().stream().map(Shapes::view).toList()));
        fields.put("next", page.next().<Value>map(Value::of).orElse(Value.Null.NULL));
        return Reply.json(200, Value.of(fields));
    }

    private static boolean fits(JobView view, Optional<JobStatus> status, Optional<String> workflow) {
        return status.map(view.status()::equals).orElse(true)
                && workflow.map(name ->
                                view.workflow().equals(name) || view.workflow().startsWith(name + "@"))
                        .orElse(true);
    }

    private static JobStatus status(String word) {
        return Arrays.stream(JobStatus.values())
                .filter(status -> status.word().equals(word))
                .findFirst()
                .orElseThrow(() -> Problem.badRequest("status '" + word + "' is none of "
                        + Arrays.stream(JobStatus.values()).map(JobStatus::word).toList()));
    }

    /** 202 once Kafka has the wish. */
    Reply cancel(Request request) {
        request.onlyQuery(Set.of());
        var jobId = request.path("id");
        var body = request.json();
        var reason = JobBody.text(body, "reason").orElse("");
        var actor = JobBody.text(body, "actor").orElse("");
        var view = backend.view(jobId).orElseThrow(() -> noJob(jobId));
        if (view.status().terminal()) {
            throw Problem.conflict("job " + jobId + " is " + view.status().word() + ": there is nothing to cancel");
        }
        backend.control(new JobControl(
                new UUID(random.nextLong(), random.nextLong()).toString(),
                jobId,
                JobControl.Action.CANCEL,
                reason,
                actor,
                clock.millis()));
        return Reply.json(202, Value.of(Map.of("job_id", Value.of(jobId))));
    }

    static Problem noJob(String jobId) {
        return Problem.notFound("no job '" + jobId
                + "' is known; GET /v1/jobs lists what is. A job shows a moment after it was asked for");
    }
}
