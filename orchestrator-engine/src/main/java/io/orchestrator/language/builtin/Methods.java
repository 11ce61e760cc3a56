package io.orchestrator.language.builtin;

import io.orchestrator.language.operation.Access;
import io.orchestrator.language.operation.Arithmetic;
import io.orchestrator.language.operation.Comparison;
import io.orchestrator.language.value.Dict;
import io.orchestrator.language.value.Item;
import io.orchestrator.language.value.Keys;
import io.orchestrator.language.value.LanguageException;
import io.orchestrator.language.value.LoopState;
import io.orchestrator.language.value.Missing;
import io.orchestrator.language.value.Run;
import io.orchestrator.language.value.Seq;
import io.orchestrator.language.value.SetOf;
import io.orchestrator.language.value.Special;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Every method of texts, lists, tuples, sets, maps and the loop variable. */
public final class Methods {

    private static final Map<String, Builtin> OF_DICTS = new Builtin.Table()
            .add("items", (run, dict, args) -> Seq.list(ListFilters.pairs(run, dict)))
            .add("keys", (run, dict, args) -> Seq.list(Access.elements(run, dict)))
            .add("values", Methods::values)
            .add("get", Methods::get, "key", "default")
            .add("copy", (run, dict, args) -> dict)
            .build();

    private static final Map<String, Builtin> OF_LISTS = new Builtin.Table()
            .add("index", Methods::index, "value")
            .add("count", Methods::count, "value")
            .add("copy", (run, list, args) -> list)
            .addAll(Accessors.ALL)
            .build();

    private static final Map<String, Builtin> OF_CYCLERS = new Builtin.Table()
            .add("next", (run, cycler, args) -> ((Special.Cycler) cycler).next())
            .add("reset", (run, cycler, args) -> {
                ((Special.Cycler) cycler).reset();
                return Item.None.NONE;
            })
            .build();

    private static final Map<String, Builtin> OF_SETS = new Builtin.Table()
            .add("issubset", (run, set, args) -> Item.of(subset(run, set, other(run, args))), "other")
            .add("issuperset", (run, set, args) -> Item.of(subset(run, other(run, args), set)), "other")
            .add("union", (run, set, args) -> union(run, set, other(run, args)), "other")
            .add("intersection", (run, set, args) -> common(run, set, other(run, args)), "other")
            .add("difference", (run, set, args) -> Arithmetic.subtract(run, set, other(run, args)), "other")
            .add("symmetric_difference", (run, set, args) -> apart(run, set, other(run, args)), "other")
            .add("isdisjoint", (run, set, args) -> Item.of(apartEntirely(run, set, other(run, args))), "other")
            .add("copy", (run, set, args) -> set)
            .build();

    private static final Map<String, Builtin> OF_LOOPS = new Builtin.Table()
            .add("cycle", (run, loop, args) -> ((LoopState) loop).cycle(run, args.positional()), "*")
            .add("changed", (run, loop, args) -> Item.of(changed(run, (LoopState) loop, args.positional())), "*")
            .build();

    /** What changes a list, set or map in Python, where data is not as immutable as here. */
    private static final Set<String> CHANGES =
            Set.of("append", "extend", "insert", "remove", "pop", "clear", "update", "setdefault", "add", "discard");

    /** The names of all of them. */
    public static final Set<String> NAMES = names();

    private Methods() {}

    private static Set<String> names() {
        var names = new TreeSet<String>();
        for (var table : List.of(TextMethods.ALL, OF_DICTS, OF_LISTS, OF_SETS, OF_LOOPS, OF_CYCLERS)) {
            names.addAll(table.keySet());
        }
        names.addAll(CHANGES);
        return names;
    }

    /** Whether a map has the method. */
    static boolean dictsHave(String name) {
        return OF_DICTS.containsKey(name);
    }

    /**
     * The method of a value.
     *
     * @throws LanguageException TYPE where its type has no such method
     */
    public static Builtin of(Run run, Item value, String name) {
        var methods = switch (value) {
            case Item.Str text -> TextMethods.ALL;
            case Dict dict -> OF_DICTS;
            case Seq seq -> OF_LISTS;
            case SetOf set -> OF_SETS;
            case LoopState loop -> OF_LOOPS;
            case Special.Cycler cycler -> OF_CYCLERS;
            default -> Map.<String, Builtin>of();
        };
        var method = methods.get(name);
        if (method == null && CHANGES.contains(name)) {
            throw run.type("a template cannot change a value of type " + value.typeName() + " by '" + name
                    + "': make a new one, as in {% set all = all + [x] %}");
        }
        if (method == null) {
            throw run.type("a value of type " + value.typeName() + " has no method '" + name + "'"
                    + Missing.didYouMean(name, methods.keySet()));
        }
        return method;
    }

    private static SetOf apart(Run run, Item left, SetOf right) {
        var items = new ArrayList<Item>();
        for (var item : Access.elements(run, left)) {
            if (!right.members().containsKey(Keys.of(run, item))) {
                items.add(item);
            }
        }
        for (var item : Access.elements(run, right)) {
            if (!((SetOf) left).members().containsKey(Keys.of(run, item))) {
                items.add(item);
            }
        }
        return SetOf.of(run, items);
    }

    private static boolean apartEntirely(Run run, Item left, SetOf right) {
        return Access.length(run, common(run, left, right)) == 0;
    }

    private static Item values(Run run, Item dict, Args args) {
        var values = new ArrayList<Item>();
        for (var pair : ListFilters.pairs(run, dict)) {
            values.add(((Seq) pair).items().get(1));
        }
        return Seq.list(values);
    }

    private static Item get(Run run, Item dict, Args args) {
        var value = ((Dict) dict).get(Keys.of(run, args.get(run, 0, "key")));
        if (value != null) {
            return value;
        }
        var fallback = args.find(1, "default");
        return fallback == null ? Item.None.NONE : fallback;
    }

    private static Item index(Run run, Item list, Args args) {
        var wanted = args.get(run, 0, "value");
        var index = Comparison.index(run, ((Seq) list).items(), wanted);
        if (index < 0) {
            throw run.type("the value is not in the list");
        }
        return new Item.Int(index);
    }

    private static Item count(Run run, Item list, Args args) {
        var wanted = args.get(run, 0, "value");
        var count = 0;
        for (var item : Access.elements(run, list)) {
            count += Comparison.equal(run, item, wanted) ? 1 : 0;
        }
        return new Item.Int(count);
    }

    private static boolean changed(Run run, LoopState loop, List<Item> values) {
        var before = loop.remember(values);
        return before == null || !Comparison.equal(run, Seq.list(before), Seq.list(values));
    }

    private static SetOf other(Run run, Args args) {
        var other = args.get(run, 0, "other");
        return other instanceof SetOf set ? set : SetOf.of(run, Access.elements(run, other));
    }

    private static boolean subset(Run run, Item part, Item whole) {
        run.chargeItems(Access.length(run, part));
        return ((SetOf) whole)
                .members()
                .keySet()
                .containsAll(((SetOf) part).members().keySet());
    }

    private static Item union(Run run, Item left, SetOf right) {
        var items = new ArrayList<>(Access.elements(run, left));
        items.addAll(Access.elements(run, right));
        return SetOf.of(run, items);
    }

    private static Item common(Run run, Item left, SetOf right) {
        var items = new ArrayList<Item>();
        for (var item : Access.elements(run, left)) {
            if (right.members().containsKey(Keys.of(run, item))) {
                items.add(item);
            }
        }
        return SetOf.of(run, items);
    }
}
