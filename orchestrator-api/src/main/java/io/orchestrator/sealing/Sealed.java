package io.orchestrator.sealing;

import io.orchestrator.json.Json;
import io.orchestrator.model.SealedText;
import io.orchestrator.model.Value;
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
        return Value.mapTexts(value, text -> opened(text, open));
    }

    /** As {@link #replace(Value, Function)}. */
    public static Value.Dict replace(Value.Dict dict, Function<String, Optional<Value>> open) {
        return dict.mapTexts(text -> opened(text, open));
    }

    private static Value opened(Value text, Function<String, Optional<Value>> open) {
        if (!(text instanceof Value.Text words) || !words.value().contains(SealedText.PREFIX)) {
            return text;
        }
        return SealedText.isWhole(words.value())
                ? open.apply(words.value()).orElse(text)
                : Value.of(replace(words.value(), open));
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
