package io.orchestrator.language.operation;

import io.orchestrator.language.value.Item;
import io.orchestrator.language.value.LanguageException;
import io.orchestrator.language.value.Run;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Sorting by keys; equal elements keep their order. */
public final class Sorting {

    private Sorting() {}

    /** Which way. */
    public enum Order {
        ASCENDING,
        DESCENDING;

        public static Order of(Run run, Item reverse) {
            return Comparison.truth(run, reverse) ? DESCENDING : ASCENDING;
        }
    }

    private record Keyed(Item key, Item item) {}

    /**
     * The elements by their keys.
     *
     * @throws LanguageException TYPE where two keys have no order
     */
    public static List<Item> sort(Run run, List<Item> items, UnaryOperator<Item> key, Order order) {
        var keyed = new ArrayList<Keyed>(items.size());
        for (var item : items) {
            keyed.add(new Keyed(key.apply(item), item));
        }
        var comparator = Comparator.comparing(Keyed::key, comparator(run));
        try {
            keyed.sort(order == Order.DESCENDING ? comparator.reversed() : comparator);
        } catch (IllegalArgumentException e) {
            throw run.type("the elements have no consistent order");
        }
        return new ArrayList<>(keyed.stream().map(Keyed::item).toList());
    }

    private static Comparator<Item> comparator(Run run) {
        return (left, right) -> {
            var order = Comparison.order(run, left, right);
            return order == null ? 0 : order;
        };
    }

    /** What Jinja's filters compare unless told to be case-sensitive: texts in lower case. */
    public static Item fold(Run run, Item item) {
        return item instanceof Item.Str text ? Item.of(run.text(text.value().toLowerCase(Locale.ROOT))) : item;
    }
}
