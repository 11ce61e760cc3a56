package io.orchestrator.model;

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

    /** The value as people may see it; the names of fields stay. */
    public static Value mask(Value value) {
        return Value.mapTexts(value, SealedText::masked);
    }

    /** As {@link #mask(Value)}. */
    public static Value.Dict mask(Value.Dict dict) {
        return dict.mapTexts(SealedText::masked);
    }

    private static Value masked(Value text) {
        return text instanceof Value.Text words && words.value().contains(PREFIX)
                ? Value.of(mask(words.value()))
                : text;
    }
}
