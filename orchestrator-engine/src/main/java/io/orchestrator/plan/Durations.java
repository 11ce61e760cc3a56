package io.orchestrator.plan;

import io.orchestrator.model.Value;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Times as authors write them: a number of seconds, or 500ms, 10s, 2m, 1h, 1d. */
public final class Durations {

    /** The longest time a document can name: 30 days, in milliseconds. */
    public static final long MAX_MS = 30L * 24 * 60 * 60 * 1_000;

    /** What a message says of a text that is none. */
    public static final String EXPECTED = "a time: seconds, or 500ms, 10s, 2m, 1h, at most 30d";

    private static final Pattern TEXT = Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,6})?)\\s*(ms|s|m|h|d)");

    private Durations() {}

    /** In milliseconds; empty where it is no time, negative, or too long. */
    public static OptionalLong millis(Value value) {
        return switch (value) {
            case Value.Int i -> bounded(i.value() * 1_000.0);
            case Value.Real r -> bounded(r.value() * 1_000.0);
            case Value.Text t -> parse(t.value().strip());
            case Value.Null n -> OptionalLong.empty();
            case Value.Bool b -> OptionalLong.empty();
            case Value.BigInt b -> OptionalLong.empty();
            case Value.Array a -> OptionalLong.empty();
            case Value.Dict d -> OptionalLong.empty();
        };
    }

    private static OptionalLong parse(String text) {
        var matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return OptionalLong.empty();
        }
        return bounded(Double.parseDouble(matcher.group(1)) * unitMs(matcher.group(2)));
    }

    private static long unitMs(String unit) {
        return switch (unit) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            default -> 86_400_000;
        };
    }

    private static OptionalLong bounded(double millis) {
        return millis >= 0 && millis <= MAX_MS ? OptionalLong.of(Math.round(millis)) : OptionalLong.empty();
    }
}
