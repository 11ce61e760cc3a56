package io.orchestrator.language.value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A map that a template made; its keys may be any hashable item. Filled by its maker, then never changed. */
public final class PairDict implements Dict {

    private final Map<Item, Pair> pairs = new LinkedHashMap<>();

    private record Pair(Item key, Item value) {}

    /** Sets one entry; an equal key that is there keeps its place and spelling, as in Python. */
    public void put(Run run, Item key, Item value) {
        pairs.merge(Keys.of(run, key), new Pair(key, value), (old, now) -> new Pair(old.key(), now.value()));
    }

    @Override
    public @Nullable Item get(String key) {
        return get(new Str(key));
    }

    @Override
    public @Nullable Item get(Item key) {
        var pair = pairs.get(key);
        return pair == null ? null : pair.value();
    }

    @Override
    public int size() {
        return pairs.size();
    }

    @Override
    public List<Item> keys() {
        var keys = new ArrayList<Item>(size());
        pairs.values().forEach(pair -> keys.add(pair.key()));
        return keys;
    }

    @Override
    public void forEach(BiConsumer<Item, Item> action) {
        pairs.values().forEach(pair -> action.accept(pair.key(), pair.value()));
    }
}
