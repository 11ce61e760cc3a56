package io.orchestrator.worker.tool.validation;

import io.orchestrator.model.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A schema that fits all the data it was inferred from. */
final class Inference {

    private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+\\.[^\\s@]+");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern URI = Pattern.compile("https?://\\S+");

    private Inference() {}

    /** Objects have properties and what all of them require; lists have items; texts may have a format. */
    static Value.Dict infer(List<Value> samples) {
        Set<String> types = new LinkedHashSet<>();
        samples.forEach(sample -> types.add(type(sample)));
        if (types.remove("integer") && !types.contains("number")) {
            types.add("integer");
        }
        var schema = new LinkedHashMap<String, Value>();
        if (types.isEmpty()) {
            return Value.of(schema);
        }
        schema.put(
                "type",
                types.size() == 1
                        ? Value.of(types.iterator().next())
                        : Value.of(types.stream().map(Value::of).toList()));
        if (types.contains("object")) {
            object(schema, only(samples, Value.Dict.class));
        }
        if (types.contains("array")) {
            var items = only(samples, Value.Array.class).stream()
                    .flatMap(array -> array.items().stream())
                    .toList();
            schema.put("items", infer(items));
        }
        var texts = only(samples, Value.Text.class);
        if (types.equals(Set.of("string"))) {
            format(texts).ifPresent(format -> schema.put("format", Value.of(format)));
        }
        return Value.of(schema);
    }

    private static void object(Map<String, Value> schema, List<Value.Dict> samples) {
        Map<String, List<Value>> fields = new LinkedHashMap<>();
        for (var sample : samples) {
            sample.entries()
                    .forEach((name, value) -> fields.computeIfAbsent(name, key -> new ArrayList<>())
                            .add(value));
        }
        var properties = new LinkedHashMap<String, Value>();
        List<Value> required = new ArrayList<>();
        fields.forEach((name, values) -> {
            properties.put(name, infer(values));
            if (values.size() == samples.size() && !values.contains(Value.Null.NULL)) {
                required.add(Value.of(name));
            }
        });
        schema.put("properties", Value.of(properties));
        schema.put("required", Value.of(required));
    }

    private static Optional<String> format(List<Value.Text> texts) {
        var patterns = new LinkedHashMap<String, Pattern>();
        patterns.put("email", EMAIL);
        patterns.put("date", DATE);
        patterns.put("uri", URI);
        return patterns.entrySet().stream()
                .filter(format -> texts.stream()
                        .allMatch(
                                text -> format.getValue().matcher(text.value()).matches()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static <T extends Value> List<T> only(List<Value> samples, Class<T> type) {
        return samples.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static String type(Value value) {
        return switch (value) {
            case Value.Null n -> "null";
            case Value.Bool b -> "boolean";
            case Value.Int i -> "integer";
            case Value.BigInt i -> "integer";
            case Value.Real r -> "number";
            case Value.Text t -> "string";
            case Value.Array a -> "array";
            case Value.Dict d -> "object";
        };
    }
}
