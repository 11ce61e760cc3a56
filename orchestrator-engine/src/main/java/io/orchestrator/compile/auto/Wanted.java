package io.orchestrator.compile.auto;

import io.orchestrator.model.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a tag's answer must be.
 *
 * @param type a JSON Schema type
 * @param schema the JSON Schema; empty for any text
 */
record Wanted(String type, Value.Dict schema) {

    static final Wanted TEXT = new Wanted("string", Value.EMPTY);
    static final Wanted TRUTH = of("boolean", Map.of());
    static final Wanted LIST = of("array", Map.of());

    private static final List<String> LIMITS = List.of("minimum", "maximum");

    private static Wanted of(String type, Map<String, Value> further) {
        var schema = new LinkedHashMap<String, Value>();
        schema.put("type", Value.of(type));
        schema.putAll(further);
        return new Wanted(type, Value.of(schema));
    }

    /** One of some words. */
    static Wanted oneOf(List<String> words) {
        return of(
                "string", Map.of("enum", Value.of(words.stream().map(Value::of).toList())));
    }

    /** What the tag says itself, else what its place wants. */
    static Wanted of(Tag tag, Wanted place) {
        var type = tag.attribute("type").flatMap(Wanted::type);
        if (type.isEmpty()) {
            return tag.attribute("options")
                    .or(() -> tag.attribute("choices"))
                    .map(Wanted::choices)
                    .orElse(place);
        }
        if (type.get().equals("string")) {
            return TEXT;
        }
        var limits = new LinkedHashMap<String, Value>();
        for (var limit : LIMITS) {
            tag.attribute(limit.substring(0, 3))
                    .or(() -> tag.attribute(limit))
                    .flatMap(Wanted::number)
                    .ifPresent(number -> limits.put(limit, number));
        }
        return of(type.get(), limits);
    }

    private static Wanted choices(String words) {
        return oneOf(List.of(words.split("\\s*[,|]\\s*")));
    }

    private static Optional<String> type(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "integer", "int" -> Optional.of("integer");
            case "number", "float" -> Optional.of("number");
            case "boolean", "bool" -> Optional.of("boolean");
            case "array", "list" -> Optional.of("array");
            case "object", "dict" -> Optional.of("object");
            case "string", "text", "str" -> Optional.of("string");
            default -> Optional.empty();
        };
    }

    private static Optional<Value> number(String text) {
        return text.matches("-?\\d{1,15}(\\.\\d{1,15})?")
                ? Optional.of(text.contains(".") ? Value.of(Double.parseDouble(text)) : Value.of(Long.parseLong(text)))
                : Optional.empty();
    }

    boolean isText() {
        return schema.entries().isEmpty();
    }

    /** A text as an expression of this type; in quotes where it is none. */
    String literal(String text) {
        var plain = text.strip();
        var fits = switch (type) {
            case "boolean" -> plain.equalsIgnoreCase("true") || plain.equalsIgnoreCase("false");
            case "integer", "number" -> number(plain).isPresent();
            case "array" -> plain.startsWith("[") && plain.endsWith("]");
            case "object" -> plain.startsWith("{") && plain.endsWith("}");
            default -> false;
        };
        if (fits) {
            return type.equals("boolean") ? plain.toLowerCase(Locale.ROOT) : plain;
        }
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'";
    }
}
