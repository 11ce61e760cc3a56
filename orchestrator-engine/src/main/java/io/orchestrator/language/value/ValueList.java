package io.orchestrator.language.value;

import io.orchestrator.model.Value;
import java.util.AbstractList;
import java.util.RandomAccess;

/** A view of an array of the scope; nothing is copied. */
public final class ValueList extends AbstractList<Item> implements RandomAccess {

    private final Value.Array source;

    ValueList(Value.Array source) {
        this.source = source;
    }

    public Value.Array source() {
        return source;
    }

    @Override
    public Item get(int index) {
        return Item.of(source.items().get(index));
    }

    @Override
    public int size() {
        return source.items().size();
    }
}
