package io.orchestrator.query;

import io.orchestrator.json.Json;
import io.orchestrator.model.ArtifactMark;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the steps of a job have given, from its events alone: {@code task:{step_id}}, a version each time that the step
 * completed. Not thread-safe.
 */
public final class Artifacts {

    /** What the name of a step's artifact begins with. */
    public static final String TASK = "task:";

    /** What a name begins with that is the hash of a large value. */
    public static final String HASH = "sha256:";

    /** The most versions that are told of a job, all steps together. */
    public static final int MAX_TOLD = 10_000;

    private final List<Artifact> all = new ArrayList<>();
    private final Map<String, Integer> versions = new HashMap<>();
    private boolean cut;

    /**
     * One version.
     *
     * @param name {@code task:} and the step's path
     * @param version from 1
     * @param event the number of the event that brought it
     * @param epoch in which it was made
     * @param atMs when, epoch milliseconds
     * @param value the step's result; marks stand for what is large in it
     */
    public record Artifact(String name, int version, long event, int epoch, long atMs, Value value) {

        /** Bytes of it: of a text as UTF-8, of anything else as JSON, large values included. */
        public long bytes() {
            var mark = ArtifactMark.of(value);
            if (mark.isPresent()) {
                return mark.get().bytes();
            }
            var text = value instanceof Value.Text plain ? plain.value() : Json.write(value);
            return text.getBytes(StandardCharsets.UTF_8).length + inside(value);
        }

        /** What marks inside stand for, less their own length. */
        private static long inside(Value value) {
            return ArtifactMark.marks(value)
                    .mapToLong(mark -> mark.bytes() - mark.text().length())
                    .sum();
        }

        /** Whether the value bears this hash, as a whole or inside. */
        Optional<ArtifactMark> find(String sha256) {
            return find(value, sha256);
        }

        private static Optional<ArtifactMark> find(Value value, String sha256) {
            return switch (value) {
                case Value.Text text ->
                    ArtifactMark.of(text).filter(mark -> mark.sha256().equals(sha256));
                case Value.Array array ->
                    array.items().stream()
                            .flatMap(item -> find(item, sha256).stream())
                            .findFirst();
                case Value.Dict dict ->
                    dict.entries().values().stream()
                            .flatMap(item -> find(item, sha256).stream())
                            .findFirst();
                case Value.Null n -> Optional.empty();
                case Value.Bool b -> Optional.empty();
                case Value.Int i -> Optional.empty();
                case Value.BigInt i -> Optional.empty();
                case Value.Real r -> Optional.empty();
            };
        }

        /** {@code {name, version, type, size, event, epoch, at_ms, meta: {step, step_id}}}. */
        public Value.Dict toValue() {
            var step = name.substring(TASK.length());
            var meta = new LinkedHashMap<String, Value>();
            meta.put("step", Value.of(step));
            meta.put("step_id", Value.of(step.substring(step.lastIndexOf('.') + 1)));
            var fields = new LinkedHashMap<String, Value>();
            fields.put("name", Value.of(name));
            fields.put("version", Value.of(version));
            fields.put("type", Value.of(type(value)));
            fields.put("size", Value.of(bytes()));
            fields.put("event", Value.of(event));
            fields.put("epoch", Value.of(epoch));
            fields.put("at_ms", Value.of(atMs));
            fields.put("meta", Value.of(meta));
            return Value.of(fields);
        }

        private static String type(Value value) {
            return switch (value) {
                case Value.Text text ->
                    ArtifactMark.of(text).map(mark -> mark.kind().type()).orElse("string");
                case Value.Array a -> "array";
                case Value.Dict d -> "object";
                case Value.Null n -> "null";
                case Value.Bool b -> "boolean";
                case Value.Int i -> "integer";
                case Value.BigInt i -> "integer";
                case Value.Real r -> "number";
            };
        }
    }

    /** Those of these events. */
    public static Artifacts of(Iterable<JobEvent> events) {
        var artifacts = new Artifacts();
        events.forEach(artifacts::add);
        return artifacts;
    }

    /** Takes in the next event. */
    public void add(JobEvent event) {
        if (!(event.fact() instanceof JobFact.StepCompleted completed)) {
            return;
        }
        if (all.size() == MAX_TOLD) {
            cut = true;
            return;
        }
        var name = TASK + completed.task().step();
        var version = versions.merge(name, 1, Integer::sum);
        all.add(new Artifact(
                name,
                version,
                event.sequence(),
                event.epoch(),
                event.atMs(),
                result(completed.done().envelope())));
    }

    private static Value result(Value.Dict envelope) {
        var result = envelope.get("result");
        var payload = result != null ? result : envelope.get("processed_data");
        return payload == null ? envelope : payload;
    }

    /** All versions, in the order in which they were made. */
    public List<Artifact> all() {
        return List.copyOf(all);
    }

    /** Whether there are more than are told. */
    public boolean isCut() {
        return cut;
    }

    /**
     * The value of a name: {@code task:{step}}, or {@code sha256:{hash}} of a large value inside of one.
     *
     * @param version empty for the last one
     */
    public Optional<Value> find(String name, Optional<Integer> version) {
        if (name.startsWith(HASH)) {
            var hash = name.substring(HASH.length());
            return all.stream()
                    .flatMap(artifact -> artifact.find(hash).stream())
                    .findFirst()
                    .map(mark -> Value.of(mark.text()));
        }
        return all.stream()
                .filter(artifact -> artifact.name().equals(name))
                .filter(artifact -> version.isEmpty() || version.get() == artifact.version())
                .reduce((earlier, later) -> later)
                .map(Artifact::value);
    }
}
