package io.orchestrator.coordinator.store;

import io.orchestrator.model.Value;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;

/** The JSON form of a job's stored state: {@code {job_id, models, document, headers, root, leaves}}, bytes as base64. */
public final class StateShape {

    private StateShape() {}

    /** @param models that workflows are compiled with */
    public static Value.Dict of(String jobId, StateDump dump, List<String> models) {
        var fields = new LinkedHashMap<String, Value>();
        fields.put("job_id", Value.of(jobId));
        fields.put("models", Value.of(models.stream().map(Value::of).toList()));
        fields.put("document", Value.ofNullable(dump.document().orElse(null)));
        fields.put("headers", entries(dump.headers(), key -> key));
        fields.put("root", Value.of(text(dump.root())));
        fields.put("leaves", entries(dump.leaves(), StateShape::text));
        return Value.of(fields);
    }

    private static <K> Value entries(Map<K, Bytes> entries, Function<K, String> key) {
        var fields = new LinkedHashMap<String, Value>();
        entries.forEach((name, value) -> fields.put(key.apply(name), Value.of(text(value))));
        return Value.of(fields);
    }

    private static String text(Bytes bytes) {
        return Base64.getEncoder().encodeToString(bytes.get());
    }

    /**
     * The state again.
     *
     * @throws IllegalArgumentException where it is not of that form
     */
    public static StateDump read(Value.Dict answer) {
        if (!(answer.get("root") instanceof Value.Text root)) {
            throw new IllegalArgumentException("the answer lacks 'root'");
        }
        var document = answer.get("document") instanceof Value.Text text ? text.value() : null;
        return new StateDump(
                entries(answer, "headers", name -> name),
                bytes(root.value()),
                entries(answer, "leaves", StateShape::bytes),
                Optional.ofNullable(document));
    }

    /** The models that the coordinator compiles with. */
    public static List<String> models(Value.Dict answer) {
        return answer.get("models") instanceof Value.Array models
                ? models.items().stream()
                        .map(model -> ((Value.Text) model).value())
                        .toList()
                : List.of();
    }

    private static <K extends Comparable<? super K>> SortedMap<K, Bytes> entries(
            Value.Dict answer, String field, Function<String, K> key) {
        var entries = new TreeMap<K, Bytes>();
        if (answer.get(field) instanceof Value.Dict dict) {
            dict.entries().forEach((name, value) -> entries.put(key.apply(name), bytes(((Value.Text) value).value())));
        }
        return entries;
    }

    private static Bytes bytes(String text) {
        return Bytes.wrap(Base64.getDecoder().decode(text));
    }
}
