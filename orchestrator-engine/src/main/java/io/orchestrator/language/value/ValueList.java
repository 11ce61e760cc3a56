package io.orchestrator.language.value;

import io.orchestrator.model.Value;
import java.util.AbstractList;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** A view of an array of the scope; nothing is copied. */
public final class ValueList extends AbstractList<Item> implements RandomAccess {

    private final Value.Array source;
    private final Opener opener;

    ValueList(Value.Array source, Opener opener) {
        this.source = source;
        this.opener = opener;
    }

    public Value.Array source() {
        return source;
    }

    /** The element, which may be a mark; null where nothing here is one. */
    public @Nullable Value unopened(int index) {
        return opener.equals(Opener.NONE) ? null : source.items().get(index);
    }

    @Override
    public Item get(int index) {
        return Item.of(source.items().get(index), opener);
    }

    @Override
    public int size() {
        return source.items().size();
    }
}
