package io.orchestrator.language.text;

import io.orchestrator.language.value.Bounds;
import io.orchestrator.language.value.Item;
import io.orchestrator.language.value.Numbers;
import io.orchestrator.language.value.Run;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How one value is laid out in a formatted text, whichever of Python's two notations it came from.
 *
 * @param fill what fills the width
 * @param align {@code <}, {@code >}, {@code ^}, {@code =} (zeros after the sign), or a space for the type's own
 * @param sign {@code +}, {@code -} or a space: what stands before a number that is not negative
 * @param grouping the separator of thousands, empty for none
 * @param width the least width
 * @param precision digits after the point, or the most characters of a text; null where none is given
 * @param type the conversion, a space for the value's own
 */
public record Layout(
        char fill,
        char align,
        char sign,
        String grouping,
        int width,
        @Nullable Integer precision,
        char type) {

    /** The laid out text of a value. */
    public String apply(Run run, Item value) {
        if (width > Bounds.SEQUENCE || (precision != null && precision > Bounds.PRECISION && type != 's')) {
            throw run.limit(
                    "a format of more than " + Bounds.SEQUENCE + " characters or " + Bounds.PRECISION + " digits");
        }
        return switch (type) {
            case 's', ' ' ->
                type == ' ' && Numbers.isNumber(value) && !(value instanceof Item.Bool)
                        ? number(run, plain(run, value))
                        : text(run, PythonText.of(run, value));
            case 'r', 'a' -> text(run, PythonText.repr(run, value));
            case 'c' -> text(run, character(run, value));
            case 'd', 'i', 'u' -> number(run, integer(run, value));
            case 'x' -> number(run, Numbers.big(whole(run, value)).toString(16));
            case 'X' -> number(run, Numbers.big(whole(run, value)).toString(16).toUpperCase(Locale.ROOT));
            case 'o' -> number(run, Numbers.big(whole(run, value)).toString(8));
            case 'b' -> number(run, Numbers.big(whole(run, value)).toString(2));
            case 'f', 'F' -> number(run, NumberText.fixed(real(run, value), digits()));
            case 'e' -> number(run, NumberText.scientific(real(run, value), digits()));
            case 'E' ->
                number(run, NumberText.scientific(real(run, value), digits()).toUpperCase(Locale.ROOT));
            case 'g' -> number(run, NumberText.general(real(run, value), digits()));
            case 'G' ->
                number(run, NumberText.general(real(run, value), digits()).toUpperCase(Locale.ROOT));
            case 'n' -> number(run, plain(run, value));
            case '%' -> number(run, NumberText.fixed(real(run, value) * 100, digits()) + "%");
            default -> throw run.type("there is no format '" + type + "'");
        };
    }

    private int digits() {
        return precision == null ? 6 : precision;
    }

    private String plain(Run run, Item value) {
        return precision != null && value instanceof Item.Real number
                ? NumberText.general(number.value(), precision)
                : PythonText.of(run, value);
    }

    private static double real(Run run, Item value) {
        return Numbers.real(run, run.defined(value));
    }

    private static Item whole(Run run, Item value) {
        if (Numbers.isInteger(run.defined(value))) {
            return value;
        }
        throw run.type("the format needs an integer, not " + value.typeName());
    }

    private static String integer(Run run, Item value) {
        if (!Numbers.isNumber(run.defined(value))) {
            throw run.type("the format needs a number, not " + value.typeName());
        }
        return NumberText.truncate(run, value)
                .map(whole -> PythonText.of(run, whole))
                .orElseThrow(() -> run.type("the format needs a finite number"));
    }

    private static String character(Run run, Item value) {
        if (value instanceof Item.Int point && point.value() >= 0 && point.value() <= Character.MAX_CODE_POINT) {
            return Character.toString((int) point.value());
        }
        if (value instanceof Item.Str text
                && text.value().codePointCount(0, text.value().length()) == 1) {
            return text.value();
        }
        throw run.type("the format %c needs one character");
    }

    private String text(Run run, String text) {
        var points = CodePoints.of(run, text);
        var cut = precision != null && precision < points.length() ? points.substring(0, Math.max(0, precision)) : text;
        return pad(run, "", cut, align == ' ' || align == '=' ? '<' : align);
    }

    private String number(Run run, String plain) {
        var negative = plain.startsWith("-");
        var digits = negative ? plain.substring(1) : plain;
        var before = negative ? "-" : sign == '-' ? "" : String.valueOf(sign);
        return pad(run, before, grouped(digits), align == ' ' ? '>' : align);
    }

    private String grouped(String digits) {
        if (grouping.isEmpty()) {
            return digits;
        }
        var whole = 0;
        while (whole < digits.length() && Character.isDigit(digits.charAt(whole))) {
            whole++;
        }
        var out = new StringBuilder(digits);
        for (var at = whole - 3; at > 0; at -= 3) {
            out.insert(at, grouping);
        }
        return out.toString();
    }

    private String pad(Run run, String before, String text, char side) {
        var missing = width - before.length() - text.codePointCount(0, text.length());
        if (missing <= 0) {
            return before + text;
        }
        var left = switch (side) {
            case '<' -> 0;
            case '^' -> missing / 2;
            default -> missing;
        };
        var start = Words.repeat(run, fill, left);
        var end = Words.repeat(run, fill, missing - left);
        return side == '=' ? before + start + text : start + before + text + end;
    }
}
