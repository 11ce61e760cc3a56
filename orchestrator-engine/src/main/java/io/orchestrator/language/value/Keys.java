package io.orchestrator.language.value;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** The form of an item in which equal keys are equal records: {@code 1}, {@code 1.0} and {@code True} are one key. */
public final class Keys {

    private Keys() {}

    /**
     * The key form of an item.
     *
     * @throws LanguageException TYPE where Python would say "unhashable type"
     */
    public static Item of(Run run, Item item) {
        return switch (item) {
            case Item.Str text -> {
                run.charge(text.value().length() / Bounds.CHARS_A_STEP);
                yield text;
            }
            case Item.Int number -> number;
            case Item.Big number -> number;
            case Item.None none -> none;
            case Item.Bool bool -> new Item.Int(bool.value() ? 1 : 0);
            case Item.Real number -> of(number);
            case Seq seq -> seq.counts() ? Numbers.plain(seq) : tuple(run, seq);
            case Undefined undefined -> throw run.undefined(undefined);
            case SetOf set -> throw unhashable(run, set);
            case Dict dict -> throw unhashable(run, dict);
            case Special special -> throw unhashable(run, special);
        };
    }

    private static Item of(Item.Real number) {
        var value = number.value();
        return Double.isFinite(value) && value == Math.rint(value)
                ? Item.of(new BigDecimal(value).toBigInteger())
                : number;
    }

    private static Seq tuple(Run run, Seq seq) {
        if (seq.kind() == Seq.Kind.LIST) {
            throw unhashable(run, seq);
        }
        var items = seq.items();
        run.descend();
        var keys = new ArrayList<Item>(items.size());
        for (var item : items) {
            run.step();
            keys.add(of(run, item));
        }
        run.ascend();
        return new Seq(Seq.Kind.TUPLE, List.copyOf(keys));
    }

    private static LanguageException unhashable(Run run, Item item) {
        return run.type("a " + item.typeName() + " cannot be a key or a member of a set");
    }
}
