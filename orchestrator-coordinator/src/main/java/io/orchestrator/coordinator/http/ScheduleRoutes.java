package io.orchestrator.coordinator.http;

import io.orchestrator.client.JobIds;
import io.orchestrator.model.Schedule;
import io.orchestrator.model.ScheduleView;
import io.orchestrator.model.Value;
import io.orchestrator.plan.InputSpec;
import io.orchestrator.query.PageRequest;
import io.orchestrator.schedule.ScheduleBody;
import io.orchestrator.schedule.ScheduleShape;
import io.orchestrator.schedule.ScheduledRequests;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Jobs that begin at times. */
final class ScheduleRoutes {

    private static final String ACTOR = "X-Actor";

    private final Backend backend;
    private final InstantSource clock;
    private final RandomGenerator random;

    ScheduleRoutes(Backend backend, InstantSource clock, RandomGenerator random) {
        this.backend = backend;
        this.clock = clock;
        this.random = random;
    }

    /** 200 once a coordinator has taken it, 202 where that is not known in time. What can be found wrong is found before. */
    Reply put(Request request) {
        request.onlyQuery(Set.of());
        var read = ScheduleBody.read(request.path("id"), request.json(), actor(request), clock.millis());
        if (!read.problems().isEmpty()) {
            throw Problem.unprocessable("the schedule is not valid; correct what problems say", read.problems());
        }
        requireRunnable(read.schedule());
        return taken(read.schedule());
    }

    /** A job that its workflow refuses would be refused each time. */
    private void requireRunnable(Schedule schedule) {
        var asked = ScheduledRequests.at(schedule, schedule.changedAtMs());
        backend.refusal(asked).ifPresent(refusal -> {
            throw Problem.unprocessable(refusal.failure().message(), refusal.findings())
                    .with("code", Value.of(refusal.failure().code()));
        });
        var secret = sensitive(schedule);
        if (!secret.isEmpty()) {
            throw Problem.unprocessable(
                    "a schedule is kept as it is written and must not hold sensitive inputs",
                    secret.stream()
                            .map(name -> "inputs." + name + " is sensitive: read it with ${secret:...} in the workflow")
                            .toList());
        }
    }

    private List<String> sensitive(Schedule schedule) {
        return backend.workflow(schedule.job().workflow())
                .flatMap(definition -> backend.compile(definition.document()).plan())
                .map(plan -> plan.inputs().stream()
                        .filter(InputSpec::sensitive)
                        .map(InputSpec::name)
                        .filter(schedule.job().inputs().entries()::containsKey)
                        .toList())
                .orElse(List.of());
    }

    private Reply taken(Schedule schedule) {
        var view = backend.put(schedule);
        return view.isPresent()
                ? Reply.json(200, ScheduleShape.of(view.get()))
                : Reply.json(
                        202,
                        ScheduleShape.of(
                                new ScheduleView(schedule, Optional.empty(), Optional.empty(), "", Optional.empty())));
    }

    Reply pause(Request request) {
        return taken(named(request).paused(actor(request), clock.millis()));
    }

    Reply resume(Request request) {
        return taken(named(request).resumed(actor(request), clock.millis()));
    }

    /** 202 with the id of a job that begins now, beside those of the schedule's times. */
    Reply trigger(Request request) {
        var schedule = named(request);
        var now = clock.instant();
        var jobId = JobIds.create(schedule.id(), now, random);
        backend.submit(ScheduledRequests.now(schedule, jobId, actor(request), now.toEpochMilli()));
        return JobRoutes.accepted(jobId);
    }

    /** The schedule of a request that has nothing more to say. */
    private Schedule named(Request request) {
        request.onlyQuery(Set.of());
        var body = request.json();
        if (!body.entries().isEmpty()) {
            throw Problem.badRequest("this takes no fields: send {}");
        }
        return view(request.path("id")).schedule();
    }

    private ScheduleView view(String id) {
        return backend.schedule(id)
                .orElseThrow(() ->
                        Problem.notFound("there is no schedule '" + id + "'; GET /v1/schedules lists what there is"));
    }

    /** 204; jobs that have begun go on. */
    Reply delete(Request request) {
        request.onlyQuery(Set.of());
        backend.deleteSchedule(view(request.path("id")).schedule().id());
        return Reply.text(204, "");
    }

    Reply show(Request request) {
        request.onlyQuery(Set.of());
        return Reply.json(200, ScheduleShape.of(view(request.path("id"))));
    }

    /** By id; {@code next} of a page is {@code after} of the next. */
    Reply list(Request request) {
        request.onlyQuery(Set.of("limit", "after"));
        var limit = request.query("limit", PageRequest.DEFAULT_LIMIT, 1, PageRequest.MAX_LIMIT);
        var page = backend.schedules(request.query("after").orElse(""), limit + 1);
        var shown = page.subList(0, Math.min(limit, page.size()));
        var fields = new LinkedHashMap<String, Value>();
        fields.put("schedules", Value.of(shown.stream().map(ScheduleShape::of).toList()));
        fields.put(
                "next",
                page.size() > limit ? Value.of(shown.getLast().schedule().id()) : Value.Null.NULL);
        return Reply.json(200, Value.of(fields));
    }

    private static String actor(Request request) {
        return request.header(ACTOR).orElse("");
    }
}
