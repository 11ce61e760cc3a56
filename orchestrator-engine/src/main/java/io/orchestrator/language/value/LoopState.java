package io.orchestrator.language.value;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The variable {@code loop}. Its depth is always 1, since loops do not recurse. Belongs to one loop of one evaluation. */
public final class LoopState implements Special {

    private final List<Item> items;
    private int index;
    private @Nullable List<Item> last;

    public LoopState(List<Item> items) {
        this.items = items;
    }

    /** Goes to an element, counted from 0. */
    public void moveTo(int newIndex) {
        index = newIndex;
    }

    @Nullable
    public Item get(String name) {
        var size = items.size();
        return switch (name) {
            case "index" -> new Item.Int(index + 1);
            case "index0" -> new Item.Int(index);
            case "revindex" -> new Item.Int(size - index);
            case "revindex0" -> new Item.Int(size - index - 1);
            case "first" -> Item.of(index == 0);
            case "last" -> Item.of(index == size - 1);
            case "length" -> new Item.Int(size);
            case "depth" -> new Item.Int(1);
            case "depth0" -> Item.Int.ZERO;
            case "previtem" -> index == 0 ? Undefined.because("there is no previous item") : items.get(index - 1);
            case "nextitem" -> index == size - 1 ? Undefined.because("there is no next item") : items.get(index + 1);
            default -> null;
        };
    }

    /** One of the values, the next one each round. */
    public Item cycle(Run run, List<Item> values) {
        if (values.isEmpty()) {
            throw run.type("loop.cycle needs values");
        }
        return values.get(index % values.size());
    }

    /** Keeps the values and gives those of the last call, null where this is the first. */
    @Nullable
    public List<Item> remember(List<Item> values) {
        var before = last;
        last = values;
        return before;
    }

    @Override
    public String kindName() {
        return "loop";
    }
}
