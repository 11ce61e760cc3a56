package io.orchestrator.language.value;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The variable {@code loop}. Belongs to one loop of one evaluation. */
public final class LoopState implements Special {

    private final Rounds items;
    private final Recursion recursion;
    private final int depth;
    private int index;
    private @Nullable List<Item> last;

    /** What a loop runs over, found as it is asked for: the condition of a loop may depend on what its rounds set. */
    public interface Rounds {
        /** The element of a round, counted from 0; null where there is none. */
        @Nullable
        Item at(int index);

        /** How many there are: all are looked for at once. */
        int count();
    }

    /** What {@code loop(items)} does inside of a recursive loop. */
    @FunctionalInterface
    public interface Recursion {
        /** None: the loop is not recursive. */
        Recursion NONE = (run, items, depth) -> {
            throw run.type("this loop is not recursive: write 'recursive' behind it");
        };

        /** What the loop prints for other items, so much deeper. */
        Item print(Run run, Item items, int depth);
    }

    /** @param depth how many loops of this kind run, this one included */
    public LoopState(Rounds items, Recursion recursion, int depth) {
        this.items = items;
        this.recursion = recursion;
        this.depth = depth;
    }

    /** What a recursive loop prints for other items. */
    public Item recurse(Run run, Item others) {
        return recursion.print(run, others, depth + 1);
    }

    /** Goes to an element, counted from 0. */
    public void moveTo(int newIndex) {
        index = newIndex;
    }

    @Nullable
    public Item get(String name) {
        return switch (name) {
            case "index" -> new Item.Int(index + 1);
            case "index0" -> new Item.Int(index);
            case "revindex" -> new Item.Int(items.count() - index);
            case "revindex0" -> new Item.Int(items.count() - index - 1);
            case "first" -> Item.of(index == 0);
            case "last" -> Item.of(items.at(index + 1) == null);
            case "length" -> new Item.Int(items.count());
            case "depth" -> new Item.Int(depth);
            case "depth0" -> new Item.Int(depth - 1);
            case "previtem" -> orUndefined(items.at(index - 1), "there is no previous item");
            case "nextitem" -> orUndefined(items.at(index + 1), "there is no next item");
            default -> null;
        };
    }

    private static Item orUndefined(@Nullable Item item, String reason) {
        return item == null ? Undefined.because(reason) : item;
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
