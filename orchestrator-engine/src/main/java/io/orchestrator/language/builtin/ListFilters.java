package io.orchestrator.language.builtin;

import io.orchestrator.language.operation.Access;
import io.orchestrator.language.operation.Comparison;
import io.orchestrator.language.operation.Operator;
import io.orchestrator.language.operation.Slices;
import io.orchestrator.language.operation.Sorting;
import io.orchestrator.language.text.PythonText;
import io.orchestrator.language.value.Bounds;
import io.orchestrator.language.value.Dict;
import io.orchestrator.language.value.Item;
import io.orchestrator.language.value.Keys;
import io.orchestrator.language.value.Numbers;
import io.orchestrator.language.value.PairDict;
import io.orchestrator.language.value.Run;
import io.orchestrator.language.value.Seq;
import io.orchestrator.language.value.Undefined;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Filters that arrange or sum up the elements of a list. */
final class ListFilters {

    /** The pipeline format's, not Jinja's, which joins without any. */
    private static final String DEFAULT_SEPARATOR = ", ";

    static final Map<String, Builtin> ALL = new Builtin.Table()
            .add("length count", (run, input, args) -> new Item.Int(Access.length(run, input)))
            .add("list", (run, input, args) -> Seq.list(List.copyOf(Access.elements(run, input))))
            .add("first", (run, input, args) -> ends(run, input, "first"))
            .add("last", (run, input, args) -> ends(run, input, "last"))
            .add("random", ListFilters::random)
            .add("reverse", ListFilters::reverse)
            .add("join", ListFilters::join, "d", "attribute")
            .add("sort", ListFilters::sort, "reverse", "case_sensitive", "attribute")
            .add("unique", ListFilters::unique, "case_sensitive", "attribute")
            .add(
                    "min",
                    (run, input, args) -> extreme(run, input, args, Sorting.Order.ASCENDING),
                    "case_sensitive",
                    "attribute")
            .add(
                    "max",
                    (run, input, args) -> extreme(run, input, args, Sorting.Order.DESCENDING),
                    "case_sensitive",
                    "attribute")
            .add("sum", ListFilters::sum, "attribute", "start")
            .add("groupby", ListFilters::group, "attribute", "default", "case_sensitive")
            .add("batch", ListFilters::batch, "linecount", "fill_with")
            .add("slice", ListFilters::slice, "slices", "fill_with")
            .add("dictsort", ListFilters::dictSort, "case_sensitive", "by", "reverse")
            .add("items", (run, input, args) -> Seq.list(pairs(run, input)))
            .add("loop_get", (run, input, args) -> neighbour(run, input, args, 0), "index")
            .add("next_in_loop", (run, input, args) -> neighbour(run, input, args, 1), "index")
            .add("prev_in_loop", (run, input, args) -> neighbour(run, input, args, -1), "index")
            .build();

    private ListFilters() {}

    private static Item ends(Run run, Item input, String which) {
        var items = input instanceof Seq seq ? seq.items() : Access.elements(run, input);
        if (items.isEmpty()) {
            return Undefined.because("there is no " + which + " element, since there are none");
        }
        return which.equals("first") ? items.getFirst() : items.getLast();
    }

    /** The same list always gives the same element: a workflow must not differ when it is replayed. */
    private static Item random(Run run, Item input, Args args) {
        var items = Access.elements(run, input);
        return items.isEmpty()
                ? Undefined.because("there is no random element, since there are none")
                : items.get(Math.floorMod(PythonText.repr(run, input).hashCode(), items.size()));
    }

    private static Item reverse(Run run, Item input, Args args) {
        if (input instanceof Item.Str) {
            return Slices.of(run, input, null, null, -1);
        }
        var items = new ArrayList<>(Access.elements(run, input));
        return Seq.list(items.reversed());
    }

    private static Item join(Run run, Item input, Args args) {
        var separator = args.text(run, 0, "d", DEFAULT_SEPARATOR);
        var path = AttributePath.of(run, args.find(1, "attribute"));
        return join(run, separator, Access.elements(run, input), item -> path.read(run, item));
    }

    static Item join(Run run, String separator, List<Item> items, UnaryOperator<Item> part) {
        var out = new StringBuilder();
        for (var index = 0; index < items.size(); index++) {
            run.step();
            out.append(index == 0 ? "" : separator).append(PythonText.of(run, part.apply(items.get(index))));
            if (out.length() > Bounds.SEQUENCE) {
                throw run.limit("a text of more than " + Bounds.SEQUENCE + " characters");
            }
        }
        return Item.of(run.text(out.toString()));
    }

    private static Item sort(Run run, Item input, Args args) {
        var sensitive = args.truth(run, 1, "case_sensitive");
        var attribute = args.get(run, 2, "attribute", Item.None.NONE);
        var paths = new ArrayList<AttributePath>();
        if (attribute instanceof Item.Str names) {
            for (var name : names.value().split(",", -1)) {
                paths.add(AttributePath.parse(name));
            }
        } else {
            paths.add(AttributePath.of(run, attribute));
        }
        var items = Access.elements(run, input);
        var order = Sorting.Order.of(run, args.get(run, 0, "reverse", Item.Bool.FALSE));
        return Seq.list(Sorting.sort(run, items, item -> key(run, item, paths, sensitive), order));
    }

    private static Item key(Run run, Item item, List<AttributePath> paths, boolean sensitive) {
        if (paths.size() == 1) {
            return key(run, item, paths.getFirst(), sensitive);
        }
        var keys = new ArrayList<Item>();
        for (var path : paths) {
            keys.add(key(run, item, path, sensitive));
        }
        return Seq.list(keys);
    }

    private static Item key(Run run, Item item, AttributePath path, boolean sensitive) {
        var value = path.read(run, item);
        return sensitive ? value : Sorting.fold(run, value);
    }

    private static Item unique(Run run, Item input, Args args) {
        var sensitive = args.truth(run, 0, "case_sensitive");
        var path = AttributePath.of(run, args.find(1, "attribute"));
        var found = new PairDict();
        for (var item : Access.elements(run, input)) {
            var key = key(run, item, path, sensitive);
            if (found.get(Keys.of(run, key)) == null) {
                found.put(run, key, item);
            }
        }
        var items = new ArrayList<Item>();
        found.forEach((key, item) -> items.add(item));
        return Seq.list(items);
    }

    private static Item extreme(Run run, Item input, Args args, Sorting.Order order) {
        var sensitive = args.truth(run, 0, "case_sensitive");
        var path = AttributePath.of(run, args.find(1, "attribute"));
        var items = Access.elements(run, input);
        return items.isEmpty()
                ? Undefined.because("there is no least or greatest element, since there are none")
                : extreme(run, items, order, item -> key(run, item, path, sensitive));
    }

    /** The first of the least elements, or of the greatest where the order is descending. */
    static Item extreme(Run run, List<Item> items, Sorting.Order order, UnaryOperator<Item> key) {
        var best = items.getFirst();
        var bestKey = key.apply(best);
        for (var item : items.subList(1, items.size())) {
            var candidate = key.apply(item);
            var comparison = Comparison.order(run, candidate, bestKey);
            if (comparison != null && (order == Sorting.Order.DESCENDING ? comparison > 0 : comparison < 0)) {
                best = item;
                bestKey = candidate;
            }
        }
        return best;
    }

    private static Item sum(Run run, Item input, Args args) {
        var path = AttributePath.of(run, args.find(0, "attribute"));
        var total = args.get(run, 1, "start", Item.Int.ZERO);
        for (var item : Access.elements(run, input)) {
            total = Operator.ADD.apply(run, total, path.read(run, item));
        }
        return total;
    }

    private static Item group(Run run, Item input, Args args) {
        var path = AttributePath.of(run, args.get(run, 0, "attribute"));
        var fallback = args.find(1, "default");
        var sensitive = args.truth(run, 2, "case_sensitive");
        UnaryOperator<Item> value = item -> {
            var found = path.read(run, item);
            return found instanceof Undefined && fallback != null ? fallback : found;
        };
        UnaryOperator<Item> key = item -> sensitive ? value.apply(item) : Sorting.fold(run, value.apply(item));
        var groups = new ArrayList<Item>();
        var members = new ArrayList<Item>();
        for (var item : Sorting.sort(run, Access.elements(run, input), key, Sorting.Order.ASCENDING)) {
            if (!members.isEmpty() && !Comparison.equal(run, key.apply(members.getFirst()), key.apply(item))) {
                groups.add(group(value, members));
                members = new ArrayList<>();
            }
            members.add(item);
        }
        if (!members.isEmpty()) {
            groups.add(group(value, members));
        }
        return Seq.list(groups);
    }

    private static Item group(UnaryOperator<Item> value, List<Item> members) {
        return new Seq(Seq.Kind.GROUP, List.of(value.apply(members.getFirst()), Seq.list(members)));
    }

    private static Item batch(Run run, Item input, Args args) {
        var size = Numbers.cut(run, args.get(run, 0, "linecount"), "linecount");
        var fill = args.get(run, 1, "fill_with", Item.None.NONE);
        if (size < 1) {
            throw run.type("batch needs a size of at least 1");
        }
        var items = Access.elements(run, input);
        var batches = new ArrayList<Item>();
        for (var from = 0; from < items.size(); from += size) {
            run.step();
            var batch = new ArrayList<>(items.subList(from, Math.min(items.size(), (int)
                    Math.min((long) from + size, Integer.MAX_VALUE))));
            if (fill != Item.None.NONE) {
                run.chargeItems(size);
                while (batch.size() < size) {
                    batch.add(fill);
                }
            }
            batches.add(Seq.list(batch));
            if (items.size() - from <= size) {
                break;
            }
        }
        return Seq.list(batches);
    }

    private static Item slice(Run run, Item input, Args args) {
        var count = Numbers.cut(run, args.get(run, 0, "slices"), "slices");
        var fill = args.get(run, 1, "fill_with", Item.None.NONE);
        if (count < 1) {
            throw run.type("slice needs at least 1 slice");
        }
        run.chargeLoop(count);
        var items = Access.elements(run, input);
        var slices = new ArrayList<Item>();
        var from = 0;
        for (var number = 0; number < count; number++) {
            var more = number < items.size() % count;
            var to = from + items.size() / count + (more ? 1 : 0);
            var slice = new ArrayList<>(items.subList(from, to));
            if (fill != Item.None.NONE && !more) {
                slice.add(fill);
            }
            slices.add(Seq.list(slice));
            from = to;
        }
        return Seq.list(slices);
    }

    private static Item dictSort(Run run, Item input, Args args) {
        var sensitive = args.truth(run, 0, "case_sensitive");
        var by = args.text(run, 1, "by", "key");
        if (!by.equals("key") && !by.equals("value")) {
            throw run.type("dictsort sorts by 'key' or 'value'");
        }
        var path = AttributePath.parse(by.equals("key") ? "0" : "1");
        var order = Sorting.Order.of(run, args.get(run, 2, "reverse", Item.Bool.FALSE));
        return Seq.list(Sorting.sort(run, pairs(run, input), item -> key(run, item, path, sensitive), order));
    }

    /** The pairs of a map's keys and values. */
    static List<Item> pairs(Run run, Item input) {
        if (!(input instanceof Dict dict)) {
            throw run.type("only a dict has pairs, not a value of type " + input.typeName());
        }
        run.chargeItems(dict.size());
        var pairs = new ArrayList<Item>(dict.size());
        dict.forEach((key, value) -> pairs.add(Seq.tuple(key, value)));
        return pairs;
    }

    private static Item neighbour(Run run, Item input, Args args, int distance) {
        var index = (long) args.integer(run, 0, "index", 0) + distance;
        var items = Access.elements(run, input);
        return index < 0 || index >= items.size() ? Item.None.NONE : items.get((int) index);
    }
}
