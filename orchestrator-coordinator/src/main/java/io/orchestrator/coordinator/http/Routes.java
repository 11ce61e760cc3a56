package io.orchestrator.coordinator.http;

import io.orchestrator.coordinator.metrics.Metrics;
import io.orchestrator.model.Value;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every route of the API, in the order of the OpenAPI document. */
final class Routes {

    private static final String OPENAPI = "openapi.json";

    private Routes() {}

    static List<Route> of(HttpOptions options, Backend backend, Metrics metrics, ApiServer.Scrape scrape) {
        var clock = InstantSource.system();
        // Requests share it: the JVM's default generator is not for several threads, and would make an id twice.
        var random = new SecureRandom();
        var workflows = new WorkflowRoutes(backend, clock);
        var jobs = new JobRoutes(backend, clock, random);
        var controls = new ControlRoutes(backend, clock, random);
        var reader = new JobReader(backend);
        var events = new JobEventRoutes(backend, reader, options, metrics);
        var history = new JobHistoryRoutes(backend, reader);
        var checkpoints = new CheckpointRoutes(history);
        var schedules = new ScheduleRoutes(backend, clock, random);
        var artifacts = new ArtifactRoutes(backend, reader);
        var document = openApi();
        var routes = new ArrayList<Route>();
        routes.add(Route.post("/v1/workflows", workflows::publish));
        routes.add(Route.get("/v1/workflows", workflows::list));
        routes.add(Route.post("/v1/workflows:validate", workflows::validate));
        routes.add(Route.get("/v1/workflows/{id}", workflows::show));
        routes.add(Route.post("/v1/jobs", jobs::submit));
        routes.add(Route.get("/v1/jobs", jobs::list));
        routes.add(Route.get("/v1/jobs/{id}", events::show));
        routes.add(Route.get("/v1/jobs/{id}/events", events::watch));
        routes.add(Route.get("/v1/jobs/{id}/timeline", history::timeline));
        routes.add(Route.get("/v1/jobs/{id}/variables", history::variables));
        routes.add(Route.get("/v1/jobs/{id}/checkpoints", checkpoints::list));
        routes.add(Route.get("/v1/jobs/{id}/checkpoints/{number}", checkpoints::show));
        routes.add(Route.get("/v1/jobs/{id}/state", new JobStateRoutes(backend)::state));
        routes.add(Route.get("/v1/jobs/{id}/artifacts", artifacts::list));
        routes.add(Route.get("/v1/jobs/{id}/artifacts/{artifact}", artifacts::show));
        for (String verb : ControlRoutes.VERBS.keySet()) {
            routes.add(Route.post("/v1/jobs/{id}:" + verb, request -> controls.one(request, verb)));
        }
        routes.add(Route.post("/v1/jobs:control", controls::many));
        routes.add(Route.post("/v1/signals", new SignalRoutes(backend, clock, random)::send));
        routes.add(Route.get("/v1/schedules", schedules::list));
        routes.add(Route.put("/v1/schedules/{id}", schedules::put));
        routes.add(Route.get("/v1/schedules/{id}", schedules::show));
        routes.add(Route.delete("/v1/schedules/{id}", schedules::delete));
        routes.add(Route.post("/v1/schedules/{id}:pause", schedules::pause));
        routes.add(Route.post("/v1/schedules/{id}:resume", schedules::resume));
        routes.add(Route.post("/v1/schedules/{id}:trigger", schedules::trigger));
        routes.add(Route.get("/livez", request -> live(backend)));
        routes.add(Route.get("/readyz", request -> ready(backend)));
        routes.add(Route.get(
                "/metrics",
                request -> Reply.text(200, scrape.scrape()).as("text/plain; version=0.0.4; charset=utf-8")));
        routes.add(Route.get("/openapi.json", request -> new Reply.Whole(200, "application/json", document, Map.of())));
        return List.copyOf(routes);
    }

    private static Reply live(Backend backend) {
        if (!backend.live()) {
            throw Problem.unavailable("the coordinator has stopped working; its log says why; restart it");
        }
        return Reply.json(200, Value.of(Map.of("status", Value.of("live"))));
    }

    private static Reply ready(Backend backend) {
        backend.notReady().ifPresent(why -> {
            throw Problem.unavailable(why);
        });
        var fields = new LinkedHashMap<String, Value>();
        fields.put("status", Value.of("ready"));
        fields.put("job_index", Value.of(backend.searchNotReady().orElse("ready")));
        return Reply.json(200, Value.of(fields));
    }

    /** The OpenAPI 3.1 document. */
    static String openApi() {
        try (InputStream in = Routes.class.getResourceAsStream(OPENAPI)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + OPENAPI);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
