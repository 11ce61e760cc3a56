package io.orchestrator.language.value;

import io.orchestrator.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A view of a map of the scope; nothing is copied.
 *
 * @param source the map
 */
public record DataDict(Value.Dict source) implements Dict {

    @Override
    public @Nullable Item get(String key) {
        var value = source.get(key);
        return value == null ? null : Item.of(value);
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
        source.entries().forEach((key, value) -> action.accept(new Str(key), Item.of(value)));
    }
}
