package io.orchestrator.worker.tool;

import io.orchestrator.json.Json;
import io.orchestrator.model.Value;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Values as the types of parameters. Text that spells a value of the type counts as one. */
public final class Conversions {

    /** How much of a value an error message shows. */
    private static final int SHOWN_CHARS = 80;

    private Conversions() {}

    /** The value as that type of {@link io.orchestrator.catalog.ParameterSpec}; empty where it is none. */
    public static Optional<Value> to(String type, Value value) {
        return switch (type) {
            case "string" -> string(value);
            case "integer" -> integer(value);
            case "number" -> number(value);
            case "boolean" -> bool(value);
            case "array" -> array(value);
            case "object" -> object(value);
            case "any" -> Optional.of(value);
            default -> throw new IllegalArgumentException("no such type: " + type);
        };
    }

    /** Scalars in the spelling of templates (True, None), lists and maps as JSON. */
    public static String toText(Value value) {
        return switch (value) {
            case Value.Null n -> "None";
            case Value.Bool b -> b.value() ? "True" : "False";
            case Value.Int i -> Long.toString(i.value());
            case Value.BigInt i -> i.value().toString();
            case Value.Real r -> real(r.value());
            case Value.Text t -> t.value();
            case Value.Array a -> Json.write(a);
            case Value.Dict d -> Json.write(d);
        };
    }

    /** As Python prints it: 0.1, 3.0, 1e+16, nan. */
    private static String real(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.toString(value).toLowerCase(Locale.ROOT).replace("infinity", "inf");
        }
        var size = Math.abs(value);
        var digits = new BigDecimal(Double.toString(value));
        if (size == 0 || (size >= 1e-4 && size < 1e16)) {
            var plain = digits.toPlainString();
            return plain.contains(".") ? plain : plain + ".0";
        }
        var shortest = digits.stripTrailingZeros();
        var exponent = shortest.precision() - shortest.scale() - 1;
        var mantissa = shortest.movePointLeft(exponent).toPlainString();
        return mantissa + (exponent < 0 ? "e-" : "e+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    }

    /** The number as a double. */
    static double toDouble(Value value) {
        return switch (value) {
            case Value.Int i -> (double) i.value();
            case Value.BigInt i -> i.value().doubleValue();
            case Value.Real r -> r.value();
            case Value.Null n -> throw notANumber(n);
            case Value.Bool b -> throw notANumber(b);
            case Value.Text t -> throw notANumber(t);
            case Value.Array a -> throw notANumber(a);
            case Value.Dict d -> throw notANumber(d);
        };
    }

    /** Type and beginning, for error messages. */
    public static String describe(Value value) {
        return switch (value) {
            case Value.Null n -> "null";
            case Value.Bool b -> "boolean " + b.value();
            case Value.Int i -> "integer " + i.value();
            case Value.BigInt i -> "integer " + shorten(i.value().toString());
            case Value.Real r -> "number " + r.value();
            case Value.Text t -> "string '" + shorten(t.value()) + "'";
            case Value.Array a -> "array of " + a.items().size();
            case Value.Dict d -> "object of " + d.entries().size();
        };
    }

    /** The beginning of a long text, on one line. */
    public static String shorten(String text) {
        var line = text.replace('\n', ' ').replace('\r', ' ');
        return line.length() <= SHOWN_CHARS ? line : line.substring(0, SHOWN_CHARS) + "...";
    }

    private static Optional<Value> string(Value value) {
        return value instanceof Value.Array || value instanceof Value.Dict
                ? Optional.empty()
                : Optional.of(Value.of(toText(value)));
    }

    private static Optional<Value> integer(Value value) {
        if (value instanceof Value.Int) {
            return Optional.of(value);
        }
        if (value instanceof Value.Real real && real.value() == Math.rint(real.value())) {
            return Optional.of(Value.of((long) real.value()));
        }
        return value instanceof Value.Text text
                ? decimal(text.value()).filter(Conversions::fitsLong).map(number -> Value.of(number.longValueExact()))
                : Optional.empty();
    }

    private static Optional<Value> number(Value value) {
        if (value instanceof Value.Int || value instanceof Value.BigInt || value instanceof Value.Real) {
            return Optional.of(value);
        }
        return value instanceof Value.Text text
                ? decimal(text.value()).map(number -> Value.of(number.doubleValue()))
                : Optional.empty();
    }

    private static Optional<Value> bool(Value value) {
        if (value instanceof Value.Bool) {
            return Optional.of(value);
        }
        if (!(value instanceof Value.Text text)) {
            return Optional.empty();
        }
        return switch (text.value().strip().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "1" -> Optional.of(Value.Bool.TRUE);
            case "false", "no", "0" -> Optional.of(Value.Bool.FALSE);
            default -> Optional.empty();
        };
    }

    /** A list, its JSON or Python text, a comma separated text, or one scalar. */
    private static Optional<Value> array(Value value) {
        if (value instanceof Value.Array) {
            return Optional.of(value);
        }
        if (value instanceof Value.Dict) {
            return Optional.empty();
        }
        if (!(value instanceof Value.Text text)) {
            return Optional.of(Value.of(List.of(value)));
        }
        if (text.value().strip().startsWith("[")) {
            return Literals.parse(text.value()).filter(Value.Array.class::isInstance);
        }
        return Optional.of(Value.of(Arrays.stream(text.value().split(",", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .map(Value::of)
                .toList()));
    }

    private static Optional<Value> object(Value value) {
        if (value instanceof Value.Dict) {
            return Optional.of(value);
        }
        return value instanceof Value.Text text
                ? Literals.parse(text.value()).filter(Value.Dict.class::isInstance)
                : Optional.empty();
    }

    private static Optional<BigDecimal> decimal(String text) {
        try {
            return Optional.of(new BigDecimal(text.strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static boolean fitsLong(BigDecimal number) {
        return (long) number.precision() - number.scale() <= 18
                && number.stripTrailingZeros().scale() <= 0;
    }

    private static IllegalArgumentException notANumber(Value value) {
        return new IllegalArgumentException("not a number: " + describe(value));
    }
}
