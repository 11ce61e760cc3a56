package io.orchestrator.compile.document;

import io.orchestrator.model.Value;
import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;

/** What an unquoted scalar means in the YAML 1.2 core schema; yes, no, on and off are texts. */
final class CoreSchema {

    /** A longer number stays a text: converting it would cost time quadratic in its length. */
    static final int MAX_NUMBER_LENGTH = 1_000;

    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]++");
    private static final Pattern OCTAL = Pattern.compile("0o[0-7]++");
    private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9a-fA-F]++");
    private static final Pattern REAL = Pattern.compile("[-+]?(\\.[0-9]++|[0-9]++(\\.[0-9]*+)?)([eE][-+]?[0-9]++)?");

    private CoreSchema() {}

    static Value resolve(String text) {
        return switch (text) {
            case "", "~", "null", "Null", "NULL" -> Value.Null.NULL;
            case "true", "True", "TRUE" -> Value.of(true);
            case "false", "False", "FALSE" -> Value.of(false);
            case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF" -> Value.of(Double.POSITIVE_INFINITY);
            case "-.inf", "-.Inf", "-.INF" -> Value.of(Double.NEGATIVE_INFINITY);
            case ".nan", ".NaN", ".NAN" -> Value.of(Double.NaN);
            default -> number(text);
        };
    }

    private static Value number(String text) {
        var first = text.charAt(0);
        var mayBeNumber = (first >= '0' && first <= '9') || first == '-' || first == '+' || first == '.';
        if (!mayBeNumber || text.length() > MAX_NUMBER_LENGTH) {
            return Value.of(text);
        }
        if (INTEGER.matcher(text).matches()) {
            return Value.of(new BigInteger(text));
        }
        if (OCTAL.matcher(text).matches()) {
            return Value.of(new BigInteger(text.substring(2), 8));
        }
        if (HEXADECIMAL.matcher(text).matches()) {
            return Value.of(new BigInteger(text.substring(2), 16));
        }
        if (REAL.matcher(text).matches()) {
            return Value.of(Double.parseDouble(text.toLowerCase(Locale.ROOT)));
        }
        return Value.of(text);
    }
}
