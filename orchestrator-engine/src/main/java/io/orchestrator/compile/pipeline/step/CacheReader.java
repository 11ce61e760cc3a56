package io.orchestrator.compile.pipeline.step;

import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.pipeline.field.Fields;
import io.orchestrator.compile.pipeline.field.Vocabulary;
import io.orchestrator.plan.Durations;
import io.orchestrator.plan.Manner;
import java.util.Optional;
import java.util.Set;

/** Reads how long the result of a step may be used again: {@code cache: 10m}, or {@code cache: {key, ttl}}. */
final class CacheReader {

    static final Vocabulary VOCABULARY = Vocabulary.of("cache", Set.of("key", "ttl"));

    private static final String CACHE = "cache";
    private static final String TTL = "ttl";

    private CacheReader() {}

    static Optional<Manner.Cache> read(OpenStep step) {
        var node = step.fields().node(CACHE);
        if (node.isEmpty()) {
            return Optional.empty();
        }
        return switch (node.get()) {
            case Node.Scalar time -> ttl(time, step).map(ttlMs -> new Manner.Cache(Optional.empty(), ttlMs));
            case Node.Mapping mapping -> mapping(mapping, step);
            case Node.Sequence list -> {
                step.fields().wrongType(CACHE, "a time, or {key, ttl}", list);
                yield Optional.empty();
            }
        };
    }

    private static Optional<Manner.Cache> mapping(Node.Mapping mapping, OpenStep step) {
        VOCABULARY.check(mapping, step.findings());
        var fields = new Fields(mapping, step.findings());
        var key = fields.scalar("key").map(step.templates()::text);
        if (!fields.has(TTL)) {
            step.findings().error("missing-key", mapping.place(), "nothing says how long a result is good", "add ttl:");
            return Optional.empty();
        }
        return fields.node(TTL).flatMap(node -> ttl(node, step)).map(ttlMs -> new Manner.Cache(key, ttlMs));
    }

    private static Optional<Long> ttl(Node node, OpenStep step) {
        var millis = Durations.millis(node.value());
        if (millis.isPresent() && millis.getAsLong() > 0) {
            return Optional.of(millis.getAsLong());
        }
        step.findings()
                .error(
                        "bad-value",
                        node.place(),
                        "a result can be used again for " + Durations.EXPECTED + ", and more than 0",
                        "as in cache: 10m");
        return Optional.empty();
    }
}
