package io.orchestrator.language.operation;

import io.orchestrator.language.text.Search;
import io.orchestrator.language.value.Bounds;
import io.orchestrator.language.value.Dict;
import io.orchestrator.language.value.Item;
import io.orchestrator.language.value.Keys;
import io.orchestrator.language.value.LanguageException;
import io.orchestrator.language.value.Numbers;
import io.orchestrator.language.value.Run;
import io.orchestrator.language.value.Seq;
import io.orchestrator.language.value.SetOf;
import io.orchestrator.language.value.Special;
import io.orchestrator.language.value.Undefined;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Python's truth, equality, order and membership. */
public final class Comparison {

    private Comparison() {}

    public static boolean truth(Run run, Item item) {
        return switch (item) {
            case Item.Bool bool -> bool.value();
            case Item.None none -> false;
            case Item.Int number -> number.value() != 0;
            case Item.Big number -> true;
            case Item.Real number -> number.value() != 0;
            case Item.Str text -> !text.value().isEmpty();
            case Seq seq -> !seq.items().isEmpty();
            case SetOf set -> !set.members().isEmpty();
            case Dict dict -> dict.size() > 0;
            case Undefined undefined -> {
                run.refuse(undefined);
                yield false;
            }
            case Special special -> true;
        };
    }

    public static boolean equal(Run run, Item left, Item right) {
        run.step();
        if (Numbers.isNumber(left) && Numbers.isNumber(right)) {
            return Integer.valueOf(0).equals(Numbers.order(left, right));
        }
        if (left instanceof Item.Str a && right instanceof Item.Str b) {
            return equalTexts(run, a.value(), b.value());
        }
        if (left instanceof Seq a && right instanceof Seq b) {
            return a.kind().fixed() == b.kind().fixed() && equalLists(run, a.items(), b.items());
        }
        if (left instanceof Dict a && right instanceof Dict b) {
            return equalDicts(run, a, b);
        }
        if (left instanceof SetOf a && right instanceof SetOf b) {
            return a.members().keySet().equals(b.members().keySet());
        }
        return run.defined(left).equals(run.defined(right));
    }

    private static boolean equalTexts(Run run, String left, String right) {
        run.charge(Math.min(left.length(), right.length()) / Bounds.CHARS_A_STEP);
        return left.equals(right);
    }

    private static boolean equalLists(Run run, List<Item> left, List<Item> right) {
        if (left.size() != right.size()) {
            return false;
        }
        run.descend();
        var equal = true;
        for (var index = 0; equal && index < left.size(); index++) {
            equal = equal(run, left.get(index), right.get(index));
        }
        run.ascend();
        return equal;
    }

    private static boolean equalDicts(Run run, Dict left, Dict right) {
        if (left.size() != right.size()) {
            return false;
        }
        run.descend();
        var equal = true;
        for (var key : left.keys()) {
            var known = Keys.of(run, key);
            var a = left.get(known);
            var b = right.get(known);
            equal = equal && a != null && b != null && equal(run, a, b);
        }
        run.ascend();
        return equal;
    }

    /** The same type and equal: all that identity can mean for data. */
    public static boolean same(Run run, Item left, Item right) {
        return left.typeName().equals(right.typeName()) && equal(run, left, right);
    }

    /**
     * Less than 0, 0, more than 0, or null where neither is less (not a number).
     *
     * @throws LanguageException TYPE where their types have no order
     */
    public static @Nullable Integer order(Run run, Item left, Item right) {
        run.step();
        if (Numbers.isNumber(left) && Numbers.isNumber(right)) {
            return Numbers.order(left, right);
        }
        if (left instanceof Item.Str a && right instanceof Item.Str b) {
            run.charge(Math.min(a.value().length(), b.value().length()) / Bounds.CHARS_A_STEP);
            return compareTexts(a.value(), b.value());
        }
        if (left instanceof Seq a
                && right instanceof Seq b
                && a.kind().fixed() == b.kind().fixed()) {
            return orderLists(run, a.items(), b.items());
        }
        run.defined(left);
        run.defined(right);
        throw run.type("values of type " + left.typeName() + " and " + right.typeName() + " have no order");
    }

    /** By code points, as Python orders them; Java's own order differs beyond the basic plane. */
    private static int compareTexts(String left, String right) {
        var end = Math.min(left.length(), right.length());
        for (var index = 0; index < end; index++) {
            var a = left.charAt(index);
            var b = right.charAt(index);
            if (a != b) {
                return Character.isSurrogate(a) == Character.isSurrogate(b)
                        ? Character.compare(a, b)
                        : Boolean.compare(Character.isSurrogate(a), Character.isSurrogate(b));
            }
        }
        return Integer.compare(left.length(), right.length());
    }

    private static @Nullable Integer orderLists(Run run, List<Item> left, List<Item> right) {
        run.descend();
        for (var index = 0; index < Math.min(left.size(), right.size()); index++) {
            if (!equal(run, left.get(index), right.get(index))) {
                var order = order(run, left.get(index), right.get(index));
                run.ascend();
                return order;
            }
        }
        run.ascend();
        return Integer.compare(left.size(), right.size());
    }

    static boolean contains(Run run, Item whole, Item part) {
        return switch (whole) {
            case Item.Str text -> Search.indexOf(run, text.value(), wanted(run, part), 0) >= 0;
            case Dict dict -> dict.get(Keys.of(run, part)) != null;
            case SetOf set -> set.members().containsKey(Keys.of(run, part));
            case Seq seq -> index(run, seq.items(), part) >= 0;
            case Undefined undefined -> throw run.undefined(undefined);
            default -> throw run.type("nothing can be in a value of type " + whole.typeName());
        };
    }

    private static String wanted(Run run, Item part) {
        if (run.defined(part) instanceof Item.Str text) {
            return text.value();
        }
        throw run.type("only a text can be in a text, not " + part.typeName());
    }

    /** The index of the first equal element, or -1. */
    public static int index(Run run, List<Item> items, Item wanted) {
        for (var index = 0; index < items.size(); index++) {
            if (equal(run, items.get(index), wanted)) {
                return index;
            }
        }
        return -1;
    }
}
