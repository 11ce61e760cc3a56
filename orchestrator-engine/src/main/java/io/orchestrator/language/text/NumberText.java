package io.orchestrator.language.text;

import io.orchestrator.language.value.Bounds;
import io.orchestrator.language.value.Item;
import io.orchestrator.language.value.Numbers;
import io.orchestrator.language.value.Run;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers from text, and rounded numbers as text. */
public final class NumberText {

    private static final Pattern REAL =
            Pattern.compile("[+-]?(?:\\d+(?:_\\d+)*)?\\.?(?:\\d+(?:_\\d+)*)?(?:[eE][+-]?\\d+)?");
    private static final int REAL_CHARS = 1_000;
    private static final int INTEGER_CHARS = 4_300;

    private NumberText() {}

    /** The integer that a text spells in a base from 2 to 36, or from its prefix where the base is 0. */
    public static Optional<Item> parseInteger(Run run, String source, int base) {
        run.scan(source);
        var text = Words.strip(source, "").toLowerCase(Locale.ROOT);
        var negative = text.startsWith("-");
        var digits = negative || text.startsWith("+") ? text.substring(1) : text;
        var prefixed = prefixedBase(digits);
        var radix = base == 0 ? prefixed : base;
        if (prefixed == radix && prefixed != 10) {
            digits = digits.substring(2);
        }
        if (radix < Character.MIN_RADIX || radix > Character.MAX_RADIX || !isDigits(digits, radix)) {
            return Optional.empty();
        }
        if (digits.length() > INTEGER_CHARS) {
            throw run.limit("an integer of more than " + INTEGER_CHARS + " digits");
        }
        var value = new BigInteger(digits.replace("_", ""), radix);
        return Optional.of(Numbers.integer(run, negative ? value.negate() : value));
    }

    private static int prefixedBase(String digits) {
        return switch (digits.length() < 3 ? "" : digits.substring(0, 2)) {
            case "0x" -> 16;
            case "0o" -> 8;
            case "0b" -> 2;
            default -> 10;
        };
    }

    private static boolean isDigits(String text, int radix) {
        if (text.isEmpty() || text.startsWith("_") || text.endsWith("_") || text.contains("__")) {
            return false;
        }
        return text.chars().allMatch(digit -> digit == '_' || Character.digit(digit, radix) >= 0);
    }

    /** The number that an item is or that a text spells. */
    public static Optional<Item> parseReal(Run run, Item item) {
        if (Numbers.isNumber(item)) {
            return Optional.of(Numbers.plain(item));
        }
        if (!(item instanceof Item.Str source)) {
            return Optional.empty();
        }
        run.scan(source.value());
        var text = Words.strip(source.value(), "").toLowerCase(Locale.ROOT);
        return switch (text) {
            case "nan", "+nan", "-nan" -> Optional.of(new Item.Real(Double.NaN));
            case "inf", "+inf", "infinity", "+infinity" -> Optional.of(new Item.Real(Double.POSITIVE_INFINITY));
            case "-inf", "-infinity" -> Optional.of(new Item.Real(Double.NEGATIVE_INFINITY));
            default -> finite(text);
        };
    }

    private static Optional<Item> finite(String text) {
        if (text.length() > REAL_CHARS
                || !REAL.matcher(text).matches()
                || text.chars().noneMatch(Character::isDigit)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Item.Real(Double.parseDouble(text.replace("_", ""))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The integer towards zero; empty where the number is not finite. */
    public static Optional<Item> truncate(Run run, Item number) {
        if (!(number instanceof Item.Real real)) {
            return Optional.of(Numbers.integer(run, Numbers.big(number)));
        }
        var value = real.value();
        return Double.isFinite(value) ? Optional.of(Item.of(new BigDecimal(value).toBigInteger())) : Optional.empty();
    }

    /** Rounded half to even of the exact value, as Python rounds; integers stay integers. */
    public static Item round(Run run, Item number, int digits) {
        var places = Math.clamp(digits, -Bounds.PRECISION, Bounds.PRECISION);
        if (number instanceof Item.Real real) {
            var value = real.value();
            return Double.isFinite(value)
                    ? new Item.Real(new BigDecimal(value)
                            .setScale(places, RoundingMode.HALF_EVEN)
                            .doubleValue())
                    : number;
        }
        var whole = Numbers.big(number);
        return places >= 0
                ? Numbers.integer(run, whole)
                : Numbers.integer(
                        run,
                        new BigDecimal(whole)
                                .setScale(places, RoundingMode.HALF_EVEN)
                                .toBigInteger());
    }

    /** With that many digits after the point. */
    static String fixed(double value, int digits) {
        return Double.isFinite(value)
                ? sign(value)
                        + new BigDecimal(Math.abs(value))
                                .setScale(digits, RoundingMode.HALF_EVEN)
                                .toPlainString()
                : PythonText.real(value);
    }

    /** Without a sign for what is not negative; minus zero has one. */
    private static String sign(double value) {
        return value < 0 || (value == 0 && 1 / value < 0) ? "-" : "";
    }

    /** One digit before the point, that many after it, and an exponent. */
    static String scientific(double value, int digits) {
        if (!Double.isFinite(value)) {
            return PythonText.real(value);
        }
        if (value == 0) {
            return sign(value) + "0" + (digits == 0 ? "" : "." + "0".repeat(digits)) + "e+00";
        }
        var exact = new BigDecimal(Math.abs(value));
        var rounded = exact.round(new MathContext(digits + 1, RoundingMode.HALF_EVEN));
        var unscaled = rounded.unscaledValue().toString();
        var exponent = unscaled.length() - 1 - rounded.scale();
        var significant = unscaled.length() > digits + 1
                ? unscaled.substring(0, digits + 1)
                : unscaled + "0".repeat(digits + 1 - unscaled.length());
        var size = Math.abs(exponent);
        return sign(value)
                + significant.charAt(0)
                + (digits == 0 ? "" : "." + significant.substring(1))
                + (exponent < 0 ? "e-" : "e+")
                + (size < 10 ? "0" : "")
                + size;
    }

    /** The shorter of both layouts with that many digits in all, without zeros at the end. */
    static String general(double value, int digits) {
        if (!Double.isFinite(value)) {
            return PythonText.real(value);
        }
        var significant = Math.max(1, digits);
        var scientific = scientific(value, significant - 1);
        var mark = scientific.indexOf('e');
        var exponent = Integer.parseInt(scientific.substring(mark + 1));
        if (exponent < -4 || exponent >= significant) {
            return withoutZeros(scientific.substring(0, mark)) + scientific.substring(mark);
        }
        return withoutZeros(fixed(value, significant - 1 - exponent));
    }

    private static String withoutZeros(String number) {
        if (number.indexOf('.') < 0) {
            return number;
        }
        var text = Words.stripEnd(number, "0");
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }

    /** Jinja's file sizes, with a base of 1000 or 1024. */
    public static String fileSize(double bytes, int base) {
        if (bytes == 1) {
            return "1 Byte";
        }
        if (bytes < base) {
            return (long) bytes + " Bytes";
        }
        var units = List.of("kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB");
        var size = bytes / base;
        var unit = 0;
        while (size >= base && unit < units.size() - 1) {
            size /= base;
            unit++;
        }
        var name = units.get(unit);
        return fixed(size, 1) + " " + (base == 1024 ? name.substring(0, 1).toUpperCase(Locale.ROOT) + "iB" : name);
    }
}
