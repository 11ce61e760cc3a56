package io.orchestrator.catalog;

import io.orchestrator.model.Value;
import java.util.List;
import java.util.Optional;

/**
 * One parameter of a tool.
 *
 * @param name as authors write it
 * @param type string, integer, number, boolean, array, object or any
 * @param required whether every call must give it; a parameter that only some actions need is optional here
 * @param defaultValue what the tool takes where the call gives nothing; empty where absence means something
 * @param allowed the words a string may be, compared without regard to case; empty where any will do
 */
public record ParameterSpec(
        String name, String type, boolean required, Optional<Value> defaultValue, List<String> allowed) {

    /** Every type a parameter can have. */
    public static final List<String> TYPES =
            List.of("string", "integer", "number", "boolean", "array", "object", "any");

    public ParameterSpec {
        allowed = List.copyOf(allowed);
        if (!TYPES.contains(type)) {
            throw new IllegalArgumentException(name + " has the unknown type " + type);
        }
    }

    /** The allowed word that the text is, in the catalog's spelling; the text itself where any will do. */
    public Optional<String> allowedWord(String text) {
        if (allowed.isEmpty()) {
            return Optional.of(text);
        }
        return allowed.stream().filter(text::equalsIgnoreCase).findFirst();
    }

    static ParameterSpec required(String name, String type) {
        return new ParameterSpec(name, type, true, Optional.empty(), List.of());
    }

    static ParameterSpec optional(String name, String type) {
        return new ParameterSpec(name, type, false, Optional.empty(), List.of());
    }

    ParameterSpec withDefault(Value value) {
        return new ParameterSpec(name, type, required, Optional.of(value), allowed);
    }

    ParameterSpec oneOf(List<String> words) {
        return new ParameterSpec(name, type, required, defaultValue, words);
    }
}
