package io.orchestrator.language.builtin;

import io.orchestrator.json.Json.InvalidJsonException;
import io.orchestrator.language.operation.Access;
import io.orchestrator.language.operation.Comparison;
import io.orchestrator.language.operation.Operator;
import io.orchestrator.language.operation.Sorting;
import io.orchestrator.language.text.JsonText;
import io.orchestrator.language.text.NumberText;
import io.orchestrator.language.text.PythonText;
import io.orchestrator.language.value.Bounds;
import io.orchestrator.language.value.Dict;
import io.orchestrator.language.value.Item;
import io.orchestrator.language.value.Numbers;
import io.orchestrator.language.value.PairDict;
import io.orchestrator.language.value.RangeList;
import io.orchestrator.language.value.Run;
import io.orchestrator.language.value.Seq;
import io.orchestrator.language.value.SetOf;
import io.orchestrator.language.value.Special;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Every function by name. */
public final class Functions {

    public static final Builtin JSON_LOADS =
            new Builtin("json.loads", Builtin.Takes.VALUES, Signature.of("s"), Functions::parseJson);

    public static final Map<String, Builtin> ALL = new Builtin.Table()
            .add("len", (run, none, args) -> new Item.Int(Access.length(run, args.get(run, 0, "obj"))), "obj")
            .add("str", (run, none, args) -> Item.of(args.text(run, 0, "object", "")), "object")
            .add("int", Functions::integer, "x", "base")
            .add("float", Functions::real, "x")
            .add("bool", (run, none, args) -> Item.of(args.truth(run, 0, "x")), "x")
            .add("abs", (run, none, args) -> absolute(run, args.get(run, 0, "x")), "x")
            .add("min", (run, none, args) -> extreme(run, args, Sorting.Order.ASCENDING), "*")
            .add("max", (run, none, args) -> extreme(run, args, Sorting.Order.DESCENDING), "*")
            .add("round", Functions::round, "number", "ndigits")
            .add("sorted", Functions::sorted, "iterable", "reverse")
            .add("reversed", (run, none, args) -> Seq.list(new ArrayList<>(elements(run, args)).reversed()), "sequence")
            .add("sum", Functions::sum, "iterable", "start")
            .add("any", (run, none, args) -> Item.of(any(run, elements(run, args), true)), "iterable")
            .add("all", (run, none, args) -> Item.of(!any(run, elements(run, args), false)), "iterable")
            .add("range", Functions::range, "start", "stop", "step")
            .add("list", (run, none, args) -> Seq.list(List.copyOf(elements(run, args))), "iterable")
            .add("tuple", (run, none, args) -> new Seq(Seq.Kind.TUPLE, List.copyOf(elements(run, args))), "iterable")
            .add("set", (run, none, args) -> SetOf.of(run, elements(run, args)), "iterable")
            .add("dict", Functions::dict, "*")
            .add("enumerate", Functions::enumerate, "iterable", "start")
            .add("zip", Functions::zip, "*")
            .add("namespace", Functions::namespace, "*")
            .add("cycler", Functions::cycler, "*")
            .add("joiner", (run, none, args) -> new Special.Joiner(args.text(run, 0, "sep", ", ")), "sep")
            .add("now", (run, none, args) -> Item.of(DataFilters.now(run)))
            .addAll(LoopFunctions.ALL)
            .build();

    private Functions() {}

    private static List<Item> elements(Run run, Args args) {
        return Access.elements(run, args.get(run, 0, "iterable", Seq.EMPTY));
    }

    private static Item parseJson(Run run, Item none, Args args) {
        if (!(args.get(run, 0, "s") instanceof Item.Str text)) {
            throw run.type("json.loads needs a text");
        }
        try {
            return JsonText.read(run, text.value());
        } catch (InvalidJsonException e) {
            throw run.type("the text is not JSON: " + e.getMessage());
        }
    }

    private static Item integer(Run run, Item none, Args args) {
        var value = args.get(run, 0, "x", Item.Int.ZERO);
        var number = value instanceof Item.Str text
                ? NumberText.parseInteger(run, text.value(), args.integer(run, 1, "base", 10))
                : NumberText.parseReal(run, value).flatMap(real -> NumberText.truncate(run, real));
        return number.orElseThrow(() -> run.type("this value of type " + value.typeName() + " is no integer"));
    }

    private static Item real(Run run, Item none, Args args) {
        var value = args.get(run, 0, "x", Item.Int.ZERO);
        return NumberText.parseReal(run, value)
                .map(number -> new Item.Real(Numbers.real(run, number)))
                .orElseThrow(() -> run.type("this value of type " + value.typeName() + " is no number"));
    }

    static Item absolute(Run run, Item value) {
        if (!Numbers.isNumber(value)) {
            throw run.type("abs needs a number, not " + value.typeName());
        }
        if (value instanceof Item.Real number) {
            return new Item.Real(Math.abs(number.value()));
        }
        return Numbers.integer(run, Numbers.big(value).abs());
    }

    /** Of several arguments, or of the elements of one. */
    private static Item extreme(Run run, Args args, Sorting.Order order) {
        var fallback = args.find(Integer.MAX_VALUE, "default");
        var items = args.positional().size() == 1
                ? Access.elements(run, run.defined(args.positional().getFirst()))
                : args.positional();
        if (!items.isEmpty()) {
            return ListFilters.extreme(run, items, order, UnaryOperator.identity());
        }
        if (fallback == null) {
            throw run.type("there is no least or greatest element, since there are none");
        }
        return fallback;
    }

    private static Item round(Run run, Item none, Args args) {
        var number = args.get(run, 0, "number");
        if (!Numbers.isNumber(number)) {
            throw run.type("round needs a number, not " + number.typeName());
        }
        if (args.get(run, 1, "ndigits", Item.None.NONE) != Item.None.NONE) {
            return NumberText.round(run, number, args.integer(run, 1, "ndigits", 0));
        }
        return NumberText.truncate(run, NumberText.round(run, number, 0))
                .orElseThrow(() -> run.type("round needs a finite number"));
    }

    private static Item sorted(Run run, Item none, Args args) {
        var order = Sorting.Order.of(run, args.get(run, 1, "reverse", Item.Bool.FALSE));
        return Seq.list(Sorting.sort(run, elements(run, args), UnaryOperator.identity(), order));
    }

    private static Item sum(Run run, Item none, Args args) {
        var total = args.get(run, 1, "start", Item.Int.ZERO);
        for (var item : elements(run, args)) {
            total = Operator.ADD.apply(run, total, item);
        }
        return total;
    }

    /** Whether any element has this truth. */
    private static boolean any(Run run, List<Item> items, boolean wanted) {
        for (var item : items) {
            run.step();
            if (Comparison.truth(run, item) == wanted) {
                return true;
            }
        }
        return false;
    }

    private static Item range(Run run, Item none, Args args) {
        var bounds = new ArrayList<Long>();
        for (var argument : args.positional()) {
            if (!(Numbers.plain(run.defined(argument)) instanceof Item.Int bound)) {
                throw run.type("range needs integers, not " + argument.typeName());
            }
            bounds.add(bound.value());
        }
        if (bounds.isEmpty() || !args.names().isEmpty()) {
            throw run.type("range needs one to three integers");
        }
        var start = bounds.size() == 1 ? 0 : bounds.get(0);
        var stop = bounds.size() == 1 ? bounds.get(0) : bounds.get(1);
        var step = bounds.size() == 3 ? bounds.get(2) : 1;
        if (step == 0) {
            throw run.type("the step of a range cannot be zero");
        }
        var count = RangeList.count(start, stop, step);
        if (count > Bounds.LOOP_ITEMS) {
            throw run.limit("a range of more than " + Bounds.LOOP_ITEMS + " numbers");
        }
        return new Seq(Seq.Kind.RANGE, new RangeList(start, stop, step, (int) count));
    }

    private static Item dict(Run run, Item none, Args args) {
        var dict = new PairDict();
        if (!args.positional().isEmpty()) {
            fill(run, dict, run.defined(args.positional().getFirst()));
        }
        dictOf(run, args).forEach((key, value) -> dict.put(run, key, value));
        return dict;
    }

    private static void fill(Run run, PairDict dict, Item source) {
        var pairs = source instanceof Dict ? ListFilters.pairs(run, source) : Access.elements(run, source);
        for (var pair : pairs) {
            var sides = Access.elements(run, pair);
            if (sides.size() != 2) {
                throw run.type("dict needs pairs, not " + sides.size() + " elements");
            }
            dict.put(run, sides.get(0), sides.get(1));
        }
    }

    /** The arguments that have names, as a map. */
    static PairDict dictOf(Run run, Args args) {
        var dict = new PairDict();
        for (var index = 0; index < args.names().size(); index++) {
            dict.put(run, Item.of(args.names().get(index)), args.named().get(index));
        }
        return dict;
    }

    private static Item enumerate(Run run, Item none, Args args) {
        var number = args.get(run, 1, "start", Item.Int.ZERO);
        var pairs = new ArrayList<Item>();
        for (var item : elements(run, args)) {
            pairs.add(Seq.tuple(number, item));
            number = Operator.ADD.apply(run, number, new Item.Int(1));
        }
        return Seq.list(pairs);
    }

    private static Item zip(Run run, Item none, Args args) {
        var lists = new ArrayList<List<Item>>();
        var shortest = args.positional().isEmpty() ? 0 : Integer.MAX_VALUE;
        for (var argument : args.positional()) {
            var items = Access.elements(run, argument);
            lists.add(items);
            shortest = Math.min(shortest, items.size());
        }
        var tuples = new ArrayList<Item>();
        for (var index = 0; index < shortest; index++) {
            run.charge(lists.size());
            var tuple = new ArrayList<Item>();
            for (var list : lists) {
                tuple.add(list.get(index));
            }
            tuples.add(new Seq(Seq.Kind.TUPLE, tuple));
        }
        return Seq.list(tuples);
    }

    private static Item cycler(Run run, Item none, Args args) {
        if (args.positional().isEmpty()) {
            throw run.type("cycler needs at least one value");
        }
        return new Special.Cycler(args.positional());
    }

    private static Item namespace(Run run, Item none, Args args) {
        var namespace = new Special.Namespace();
        for (var index = 0; index < args.names().size(); index++) {
            namespace.set(args.names().get(index), args.named().get(index));
        }
        for (var argument : args.positional()) {
            for (var pair : ListFilters.pairs(run, argument)) {
                var sides = Access.elements(run, pair);
                namespace.set(PythonText.of(run, sides.get(0)), sides.get(1));
            }
        }
        return namespace;
    }
}
