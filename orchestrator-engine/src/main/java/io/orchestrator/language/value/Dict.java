package io.orchestrator.language.value;

import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A map in insertion order: a view of one in the scope, or one that the template made. */
public sealed interface Dict extends Item permits DataDict, PairDict {

    /** The value of a text key, or null. */
    @Nullable
    Item get(String key);

    /** The value of a key of {@link Keys}' form, or null. */
    @Nullable
    Item get(Item key);

    int size();

    /** The keys in order. */
    List<Item> keys();

    void forEach(BiConsumer<Item, Item> action);
}
