package io.orchestrator.language.value;

import java.util.List;
import java.util.Locale;

/**
 * A list, a tuple or a range.
 *
 * @param kind which of them
 * @param items the elements; never changed after it was made
 */
public record Seq(Kind kind, List<Item> items) implements Item {

    public static final Seq EMPTY = list(List.of());

    /** What it prints as and equals. */
    public enum Kind {
        LIST,
        TUPLE,
        RANGE,
        /** What a loop gave, an element an iteration; where a number is wanted, how many there are. */
        COUNTED,
        /** The pair that {@code groupby} gives: a tuple with the names {@code grouper} and {@code list}. */
        GROUP;

        private final String lowerName = name().toLowerCase(Locale.ROOT);

        String pythonName() {
            return switch (this) {
                case LIST, TUPLE, RANGE -> lowerName;
                case COUNTED -> "list";
                case GROUP -> "tuple";
            };
        }

        /** Whether it behaves as a tuple. */
        public boolean fixed() {
            return this == TUPLE || this == GROUP;
        }
    }

    /** Whether it is a number as well: its length. */
    public boolean counts() {
        return kind == Kind.COUNTED;
    }

    public static Seq list(List<Item> items) {
        return new Seq(Kind.LIST, items);
    }

    public static Seq tuple(Item... items) {
        return new Seq(Kind.TUPLE, List.of(items));
    }
}
