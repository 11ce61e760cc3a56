package io.orchestrator.coordinator.http;

import io.orchestrator.model.JobControl;
import io.orchestrator.model.JobView;
import io.orchestrator.model.Value;
import io.orchestrator.model.Wish;
import io.orchestrator.query.InvalidQueryException;
import io.orchestrator.query.JobQuery;
import io.orchestrator.query.PageRequest;
import io.orchestrator.query.QueryParameters;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * What clients want of jobs: of one by {@code POST /v1/jobs/{id}:verb}, of all that a query finds by
 * {@code POST /v1/jobs:control}.
 */
final class ControlRoutes {

    /** The verb in the path to the word of the wish. */
    static final Map<String, String> VERBS = verbs();

    /** Fields of the body besides the wish's own. */
    private static final Set<String> ABOUT = Set.of("reason", "actor", "control_id", "expected_sequence");

    /** The most jobs that one call can be about. */
    private static final int MAX_JOBS = 10_000;

    private static final int PAGE = 500;

    private final Backend backend;
    private final InstantSource clock;
    private final RandomGenerator random;

    ControlRoutes(Backend backend, InstantSource clock, RandomGenerator random) {
        this.backend = backend;
        this.clock = clock;
        this.random = random;
    }

    private static Map<String, String> verbs() {
        var verbs = new LinkedHashMap<String, String>();
        verbs.put("cancel", "CANCEL");
        verbs.put("pause", "PAUSE");
        verbs.put("resume", "RESUME");
        verbs.put("retry", "RETRY");
        verbs.put("rerun", "RERUN");
        verbs.put("restore", "RESTORE");
        verbs.put("rollback", "ROLLBACK");
        verbs.put("set-variable", "SET_VARIABLE");
        verbs.put("set-priority", "SET_PRIORITY");
        verbs.put("checkpoint", "MAKE_CHECKPOINT");
        verbs.put("drop-checkpoint", "DROP_CHECKPOINT");
        verbs.put("signal", "SIGNAL");
        verbs.put("archive", "ARCHIVE");
        return verbs;
    }

    /** 202 once Kafka has the wish; what came of it is in the job's events, under the control's id. */
    Reply one(Request request, String verb) {
        request.onlyQuery(Set.of());
        var jobId = request.path("id");
        var body = request.json();
        var wish = wish(word(verb), body, Set.of());
        var view = backend.view(jobId).orElseThrow(() -> JobRoutes.noJob(jobId));
        if (wish instanceof Wish.Cancel && view.status().terminal()) {
            throw Problem.conflict("job " + jobId + " is " + view.status().word() + ": there is nothing to cancel");
        }
        var controlId = controlId(body);
        send(jobId, controlId, wish, body);
        return Reply.json(202, Value.of(Map.of("job_id", Value.of(jobId), "control_id", Value.of(controlId))));
    }

    /** Of every job that the query finds now: 202 with how many these are. */
    Reply many(Request request) {
        request.onlyQuery(Set.of());
        var body = request.json();
        var verb = JobBody.text(body, "action")
                .orElseThrow(
                        () -> Problem.badRequest("'action' is missing: one of " + String.join(", ", VERBS.keySet())));
        var wish = wish(word(verb), body, Set.of("action", "filter"));
        if (!(body.get("filter") instanceof Value.Dict filter)
                || filter.entries().isEmpty()) {
            throw Problem.badRequest("'filter' must be a map of what GET /v1/jobs takes, with at least one entry");
        }
        var controlId = controlId(body);
        var jobs = found(filter);
        for (JobView job : jobs) {
            send(job.jobId(), controlId + "-" + job.jobId(), wish, body);
        }
        return Reply.json(202, Value.of(Map.of("jobs", Value.of(jobs.size()), "control_id", Value.of(controlId))));
    }

    private List<JobView> found(Value.Dict filter) {
        var parameters = new LinkedHashMap<String, List<String>>();
        filter.entries().forEach((name, value) -> parameters.put(name, texts(name, value)));
        var query = query(parameters);
        var jobs = new ArrayList<JobView>();
        var page = backend.jobs(query, PageRequest.first(PAGE));
        jobs.addAll(page.jobs());
        while (page.next().isPresent()) {
            if (jobs.size() >= MAX_JOBS) {
                throw Problem.badRequest(
                        "the filter finds more than " + MAX_JOBS + " jobs: narrow it, or send it several times");
            }
            page = backend.jobs(query, new PageRequest(PAGE, page.next()));
            jobs.addAll(page.jobs());
        }
        return jobs;
    }

    private JobQuery query(Map<String, List<String>> parameters) {
        try {
            return QueryParameters.parse(parameters, clock);
        } catch (InvalidQueryException e) {
            throw Problem.badRequest("filter." + e.getMessage()).with("parameter", Value.of(e.parameter()));
        }
    }

    private static List<String> texts(String name, Value value) {
        if (value instanceof Value.Text text) {
            return List.of(text.value());
        }
        if (value instanceof Value.Array list) {
            return list.items().stream()
                    .flatMap(item -> texts(name, item).stream())
                    .toList();
        }
        throw Problem.badRequest("'filter." + name + "' must be a text or a list of texts");
    }

    private static String word(String verb) {
        var word = VERBS.get(verb.toLowerCase(Locale.ROOT));
        if (word == null) {
            throw Problem.badRequest("no action is called '" + verb + "': one of " + String.join(", ", VERBS.keySet()));
        }
        return word;
    }

    private static Wish wish(String word, Value.Dict body, Set<String> others) {
        var arguments = new LinkedHashMap<String, Value>();
        body.entries().forEach((name, value) -> {
            if (!ABOUT.contains(name) && !others.contains(name)) {
                arguments.put(name, value);
            }
        });
        try {
            var wish = Wish.of(word, Value.of(arguments));
            var unknown = new TreeSet<>(arguments.keySet());
            unknown.removeAll(wish.arguments().entries().keySet());
            if (!unknown.isEmpty()) {
                throw Problem.badRequest("unknown fields " + unknown + "; known are "
                        + new TreeSet<>(wish.arguments().entries().keySet()) + " and " + new TreeSet<>(ABOUT));
            }
            return wish;
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest(String.valueOf(e.getMessage()));
        }
    }

    private String controlId(Value.Dict body) {
        return JobBody.text(body, "control_id")
                .orElseGet(() -> new UUID(random.nextLong(), random.nextLong()).toString());
    }

    private void send(String jobId, String controlId, Wish wish, Value.Dict body) {
        backend.control(new JobControl(
                controlId,
                jobId,
                wish,
                JobBody.text(body, "reason").orElse(""),
                JobBody.text(body, "actor").orElse(""),
                clock.millis(),
                Optional.empty(),
                expected(body)));
    }

    private static long expected(Value.Dict body) {
        var given = body.get("expected_sequence");
        if (given == null) {
            return 0;
        }
        if (given instanceof Value.Int number && number.value() >= 0) {
            return number.value();
        }
        throw Problem.badRequest("'expected_sequence' must be the number of an event");
    }
}
