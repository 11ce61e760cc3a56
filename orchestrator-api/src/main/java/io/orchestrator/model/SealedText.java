package io.orchestrator.model;

import java.util.LinkedHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The shape of the texts that stand for sensitive values, encrypted; people see {@value #MASK} instead. */
public final class SealedText {

    /** What every sealed value begins with. */
    public static final String PREFIX = "sealed:v1:";

    /** What people see instead of one. */
    public static final String MASK = "***";

    /** Nonce, tag and one character at least, in base64url. */
    private static final Pattern SEALED = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{39,}");

    private SealedText() {}

    /** Whether the text is one sealed value and nothing else. */
    public static boolean isWhole(String text) {
        return text.startsWith(PREFIX) && SEALED.matcher(text).matches();
    }

    /** The text with each sealed value inside replaced. */
    public static String replace(String text, UnaryOperator<String> replacement) {
        return text.contains(PREFIX)
                ? SEALED.matcher(text).replaceAll(found -> Matcher.quoteReplacement(replacement.apply(found.group())))
                : text;
    }

    /** The text as people may see it. */
    public static String mask(String text) {
        return replace(text, token -> MASK);
    }

    /** The value as people may see it. */
    public static Value mask(Value value) {
        return switch (value) {
            case Value.Text text -> text.value().contains(PREFIX) ? Value.of(mask(text.value())) : text;
            case Value.Array array ->
                Value.of(array.items().stream().map(SealedText::mask).toList());
            case Value.Dict dict -> mask(dict);
            case Value.Null n -> n;
            case Value.Bool b -> b;
            case Value.Int i -> i;
            case Value.BigInt i -> i;
            case Value.Real r -> r;
        };
    }

    /** As {@link #mask(Value)}; keys stay. */
    public static Value.Dict mask(Value.Dict dict) {
        var masked = new LinkedHashMap<String, Value>();
        dict.entries().forEach((key, value) -> masked.put(key, mask(value)));
        return Value.of(masked);
    }
}
