package io.orchestrator.coordinator.http;

import io.orchestrator.config.Durations;
import io.orchestrator.model.OutsideSignal;
import io.orchestrator.model.Value;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Signals that name no job. */
final class SignalRoutes {

    private static final Set<String> FIELDS = Set.of("name", "key", "payload", "id", "ttl", "actor");

    private final Backend backend;
    private final InstantSource clock;
    private final RandomGenerator random;

    SignalRoutes(Backend backend, InstantSource clock, RandomGenerator random) {
        this.backend = backend;
        this.clock = clock;
        this.random = random;
    }

    /** 202 once Kafka has it; who has it is in the events of those jobs, under its id. */
    Reply send(Request request) {
        request.onlyQuery(Set.of());
        var body = request.json();
        var unknown = new TreeSet<>(body.entries().keySet());
        unknown.removeAll(FIELDS);
        if (!unknown.isEmpty()) {
            throw Problem.badRequest("unknown fields " + unknown + "; known are " + new TreeSet<>(FIELDS));
        }
        var payload = body.get("payload");
        var signal = new OutsideSignal(
                JobBody.text(body, "id").orElseGet(() -> new UUID(random.nextLong(), random.nextLong()).toString()),
                JobBody.text(body, "name").orElse(""),
                JobBody.text(body, "key").orElse(""),
                payload == null ? Value.Null.NULL : payload,
                ttl(body),
                JobBody.text(body, "actor").orElse(""),
                clock.millis());
        var problems = signal.problems();
        if (!problems.isEmpty()) {
            throw Problem.badRequest(String.join("; ", problems));
        }
        backend.signal(signal);
        return Reply.json(202, Value.of(Map.of("id", Value.of(signal.id()))));
    }

    private static long ttl(Value.Dict body) {
        return JobBody.text(body, "ttl")
                .map(text -> Durations.parse(text)
                        .orElseThrow(() -> Problem.badRequest(
                                "ttl '" + text + "': write a whole number and s, m, h or d, for example 10m"))
                        .toMillis())
                .orElse(OutsideSignal.DEFAULT_TTL_MS);
    }
}
