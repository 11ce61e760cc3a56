package io.orchestrator.language.operation;

import io.orchestrator.language.text.Printf;
import io.orchestrator.language.text.PythonText;
import io.orchestrator.language.value.Bounds;
import io.orchestrator.language.value.Item;
import io.orchestrator.language.value.LanguageException;
import io.orchestrator.language.value.Numbers;
import io.orchestrator.language.value.Run;
import io.orchestrator.language.value.Seq;
import io.orchestrator.language.value.SetOf;
import java.math.BigInteger;
import java.util.ArrayList;

/** The operators that mean something for texts, lists or sets as well as for numbers. */
public final class Arithmetic {

    private Arithmetic() {}

    static Item add(Run run, Item left, Item right) {
        if (Numbers.isNumber(left) && Numbers.isNumber(right)) {
            return Numbers.add(run, left, right);
        }
        if (left instanceof Item.Str a && right instanceof Item.Str b) {
            run.chargeText((long) a.value().length() + b.value().length());
            return Item.of(a.value() + b.value());
        }
        if (left instanceof Seq a
                && right instanceof Seq b
                && a.kind().fixed() == b.kind().fixed()) {
            run.chargeItems((long) a.items().size() + b.items().size());
            var items = new ArrayList<>(a.items());
            items.addAll(b.items());
            return new Seq(a.kind().fixed() ? Seq.Kind.TUPLE : Seq.Kind.LIST, items);
        }
        throw unfit(run, "+", left, right);
    }

    public static Item subtract(Run run, Item left, Item right) {
        if (Numbers.isNumber(left) && Numbers.isNumber(right)) {
            return Numbers.subtract(run, left, right);
        }
        if (left instanceof SetOf a && right instanceof SetOf b) {
            return a.without(run, b);
        }
        throw unfit(run, "-", left, right);
    }

    static Item multiply(Run run, Item left, Item right) {
        if (Numbers.isNumber(left) && Numbers.isNumber(right)) {
            return Numbers.multiply(run, left, right);
        }
        if (Numbers.isInteger(right) && (left instanceof Item.Str || left instanceof Seq)) {
            return repeat(run, left, right);
        }
        if (Numbers.isInteger(left) && (right instanceof Item.Str || right instanceof Seq)) {
            return repeat(run, right, left);
        }
        throw unfit(run, "*", left, right);
    }

    static Item modulo(Run run, Item left, Item right) {
        if (left instanceof Item.Str pattern) {
            return Item.of(Printf.format(run, pattern.value(), run.defined(right)));
        }
        if (Numbers.isNumber(left) && Numbers.isNumber(right)) {
            return Numbers.modulo(run, left, right);
        }
        throw unfit(run, "%", left, right);
    }

    static Item concatenate(Run run, Item left, Item right) {
        var a = PythonText.of(run, left);
        var b = PythonText.of(run, right);
        run.chargeText((long) a.length() + b.length());
        return Item.of(a + b);
    }

    private static Item repeat(Run run, Item whole, Item count) {
        var length = whole instanceof Item.Str text ? text.value().length() : Access.length(run, whole);
        var times = Numbers.big(count).max(BigInteger.ZERO);
        if (times.multiply(BigInteger.valueOf(length)).compareTo(BigInteger.valueOf(Bounds.SEQUENCE)) > 0) {
            throw run.limit("a repetition of more than " + Bounds.SEQUENCE + " elements");
        }
        var rounds = length == 0 ? 0 : times.intValue();
        return switch (whole) {
            case Item.Str text -> Item.of(run.text(text.value().repeat(rounds)));
            case Seq seq -> repeat(run, seq, rounds);
            default -> throw unfit(run, "*", whole, count);
        };
    }

    private static Seq repeat(Run run, Seq seq, int rounds) {
        run.chargeItems((long) seq.items().size() * rounds);
        var items = new ArrayList<Item>(seq.items().size() * rounds);
        for (var round = 0; round < rounds; round++) {
            for (var index = 0; index < seq.items().size(); index++) {
                items.add(seq.items().get(index));
            }
        }
        return new Seq(seq.kind().fixed() ? Seq.Kind.TUPLE : Seq.Kind.LIST, items);
    }

    private static LanguageException unfit(Run run, String symbol, Item left, Item right) {
        run.defined(left);
        run.defined(right);
        return run.type("'" + symbol + "' does not fit " + left.typeName() + " and " + right.typeName());
    }
}
