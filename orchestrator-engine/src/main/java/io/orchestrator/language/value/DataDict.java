package io.orchestrator.language.value;

import io.orchestrator.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A view of a map of the scope; nothing is copied. In a map with a number of {@code iterations} and just as many {@code
 * results}, which is the value of a loop, the number is the list as well: templates count it and go through it.
 *
 * @param source the map
 * @param opener gives what marks in it stand for
 */
public record DataDict(Value.Dict source, Opener opener) implements Dict {

    /** The fields of a loop's value that tell of its iterations: how many, and what they gave. */
    private static final String ITERATIONS = "iterations";

    private static final String RESULTS = "results";

    @Override
    public @Nullable Item get(String key) {
        var value = source.get(key);
        if (key.equals(ITERATIONS)
                && value instanceof Value.Int count
                && results() instanceof Value.Array results
                && results.items().size() == count.value()) {
            return new Seq(Seq.Kind.COUNTED, new ValueList(results, opener));
        }
        return value == null ? null : Item.of(value, opener);
    }

    /** The value of a key that may be a mark; null where there is none, or nothing here is a mark. */
    public @Nullable Value unopened(String key) {
        return opener.equals(Opener.NONE) ? null : source.get(key);
    }

    private @Nullable Value results() {
        var results = source.get(RESULTS);
        return results == null ? null : opener.opened(results);
    }

    @Override
    public @Nullable Item get(Item key) {
        return key instanceof Str text ? get(text.value()) : null;
    }

    @Override
    public int size() {
        return source.entries().size();
    }

    @Override
    public List<Item> keys() {
        var keys = new ArrayList<Item>(size());
        source.entries().keySet().forEach(key -> keys.add(new Str(key)));
        return keys;
    }

    @Override
    public void forEach(BiConsumer<Item, Item> action) {
        source.entries().forEach((key, value) -> action.accept(new Str(key), Item.of(value, opener)));
    }
}
