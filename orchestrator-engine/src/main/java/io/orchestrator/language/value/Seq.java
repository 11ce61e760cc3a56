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
        /** The pair that {@code groupby} gives: a tuple with the names {@code grouper} and {@code list}. */
        GROUP;

        private final String pythonName = name().toLowerCase(Locale.ROOT);

        String pythonName() {
            return pythonName;
        }

        /** Whether it behaves as a tuple. */
        public boolean fixed() {
            return this == TUPLE || this == GROUP;
        }
    }

    public static Seq list(List<Item> items) {
        return new Seq(Kind.LIST, items);
    }

    public static Seq tuple(Item... items) {
        return new Seq(Kind.TUPLE, List.of(items));
    }
}
