package io.orchestrator.language.operation;

import io.orchestrator.language.value.Item;
import io.orchestrator.language.value.Seq;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The elements of a list that have a name: {@code items.first}, {@code items.second_last}, {@code items.middle}, ... */
public final class Positions {

    public static final Set<String> NAMES = Set.of("first", "second", "middle", "second_last", "last");

    private Positions() {}

    /** The element, null where the list is too short or the name is none of {@link #NAMES}. */
    public static @Nullable Item find(Seq seq, String name) {
        var items = seq.items();
        if (items.isEmpty()) {
            return null;
        }
        return switch (name) {
            case "first" -> items.getFirst();
            case "second" -> items.size() < 2 ? null : items.get(1);
            case "middle" -> items.get(items.size() / 2);
            case "second_last" -> items.size() < 2 ? null : items.get(items.size() - 2);
            case "last" -> items.getLast();
            default -> null;
        };
    }
}
