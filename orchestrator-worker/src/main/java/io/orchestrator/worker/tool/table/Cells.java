package io.orchestrator.worker.tool.table;

import io.orchestrator.model.Value;
import io.orchestrator.worker.tool.Conversions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;

/** What a cell says: nothing, a number, a text. */
public final class Cells {

    private static final Set<String> MISSING = Set.of("", "nan", "null", "none", "n/a");
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,3})?");

    /** Doubles are exact for integers up to here. */
    private static final double MAX_EXACT = 1L << 53;

    private Cells() {}

    public static boolean missing(Value cell) {
        return cell == Value.Null.NULL
                || (cell instanceof Value.Text text
                        && MISSING.contains(text.value().strip().toLowerCase(Locale.ROOT)))
                || (cell instanceof Value.Real real && Double.isNaN(real.value()));
    }

    /** The number that a cell holds or spells; empty where it is none. */
    public static OptionalDouble number(Value cell) {
        return switch (cell) {
            case Value.Int i -> OptionalDouble.of((double) i.value());
            case Value.BigInt i -> OptionalDouble.of(i.value().doubleValue());
            case Value.Real r -> Double.isNaN(r.value()) ? OptionalDouble.empty() : OptionalDouble.of(r.value());
            case Value.Text t -> spelled(t.value());
            case Value.Null n -> OptionalDouble.empty();
            case Value.Bool b -> OptionalDouble.empty();
            case Value.Array a -> OptionalDouble.empty();
            case Value.Dict d -> OptionalDouble.empty();
        };
    }

    private static OptionalDouble spelled(String text) {
        var plain = text.strip().replace(",", "").replace("$", "");
        return NUMBER.matcher(plain).matches() ? OptionalDouble.of(Double.parseDouble(plain)) : OptionalDouble.empty();
    }

    /** Whether the cell is a number without a fraction part, as written. */
    public static boolean integral(Value cell) {
        return switch (cell) {
            case Value.Int i -> true;
            case Value.BigInt i -> true;
            case Value.Text t -> number(cell).isPresent() && t.value().chars().noneMatch(c -> ".eE".indexOf(c) >= 0);
            case Value.Real r -> false;
            case Value.Null n -> false;
            case Value.Bool b -> false;
            case Value.Array a -> false;
            case Value.Dict d -> false;
        };
    }

    /** An integer where all that it came from were integers, else a real. */
    public static Value number(double value, List<Value> from) {
        return from.stream().allMatch(Cells::integral) ? number(value) : Value.of(value);
    }

    /** An integer where the number is one. */
    public static Value number(double value) {
        return value == Math.rint(value) && Math.abs(value) < MAX_EXACT ? Value.of((long) value) : Value.of(value);
    }

    /** Equal values, equal numbers, or the same text. */
    public static boolean same(Value left, Value right) {
        if (left.equals(right)) {
            return true;
        }
        if (left == Value.Null.NULL || right == Value.Null.NULL) {
            return false;
        }
        var a = number(left);
        var b = number(right);
        if (a.isPresent() && b.isPresent()) {
            return a.getAsDouble() == b.getAsDouble();
        }
        var text = Conversions.toText(left);
        var other = Conversions.toText(right);
        var bool = left instanceof Value.Bool || right instanceof Value.Bool;
        return bool ? text.equalsIgnoreCase(other) : text.equals(other);
    }

    /** By number where both are numbers, else by text. */
    public static int compare(Value left, Value right) {
        var a = number(left);
        var b = number(right);
        return a.isPresent() && b.isPresent()
                ? Double.compare(a.getAsDouble(), b.getAsDouble())
                : Conversions.toText(left).compareTo(Conversions.toText(right));
    }

    /** numeric or date where every present cell is one; string otherwise, also for a column of nothing. */
    public static String dataType(List<Value> present) {
        if (!present.isEmpty() && present.stream().allMatch(cell -> number(cell).isPresent())) {
            return "numeric";
        }
        return !present.isEmpty()
                        && present.stream().allMatch(cell -> Dates.parse(cell).isPresent())
                ? "date"
                : "string";
    }

    /** The value's type as Python calls it. */
    public static String pythonType(Value value) {
        return switch (value) {
            case Value.Null n -> "NoneType";
            case Value.Bool b -> "bool";
            case Value.Int i -> "int";
            case Value.BigInt i -> "int";
            case Value.Real r -> "float";
            case Value.Text t -> "str";
            case Value.Array a -> "list";
            case Value.Dict d -> "dict";
        };
    }

    /** The smallest cell by {@link #compare}; empty where all are missing. */
    public static Optional<Value> smallest(List<Value> cells) {
        return cells.stream().filter(cell -> !missing(cell)).min(Cells::compare);
    }

    public static Optional<Value> largest(List<Value> cells) {
        return cells.stream().filter(cell -> !missing(cell)).max(Cells::compare);
    }
}
