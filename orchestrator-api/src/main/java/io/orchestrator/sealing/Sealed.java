package io.orchestrator.sealing;

import io.orchestrator.json.Json;
import io.orchestrator.model.SealedText;
import io.orchestrator.model.Value;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.function.Function;

/** Opens sealed values inside of texts, lists and maps. */
public final class Sealed {

    private Sealed() {}

    /**
     * The value with each sealed part replaced: a text that is sealed as a whole by the value itself, with its type; one
     * inside of a text by its text.
     *
     * @param open gives the value, or nothing where the sealed text is to stay
     */
    public static Value replace(Value value, Function<String, Optional<Value>> open) {
        return switch (value) {
            case Value.Text text ->
                SealedText.isWhole(text.value())
                        ? open.apply(text.value()).orElse(text)
                        : Value.of(replace(text.value(), open));
            case Value.Array array ->
                Value.of(array.items().stream().map(item -> replace(item, open)).toList());
            case Value.Dict dict -> replace(dict, open);
            case Value.Null n -> n;
            case Value.Bool b -> b;
            case Value.Int i -> i;
            case Value.BigInt i -> i;
            case Value.Real r -> r;
        };
    }

    /** As {@link #replace(Value, Function)}; keys stay. */
    public static Value.Dict replace(Value.Dict dict, Function<String, Optional<Value>> open) {
        var entries = new LinkedHashMap<String, Value>();
        dict.entries().forEach((key, value) -> entries.put(key, replace(value, open)));
        return Value.of(entries);
    }

    /** A text with each sealed part replaced by its text. */
    public static String replace(String text, Function<String, Optional<Value>> open) {
        return SealedText.replace(
                text, token -> open.apply(token).map(Sealed::text).orElse(token));
    }

    /** How a value stands inside of a text. */
    public static String text(Value value) {
        return value instanceof Value.Text text ? text.value() : Json.write(value);
    }
}
