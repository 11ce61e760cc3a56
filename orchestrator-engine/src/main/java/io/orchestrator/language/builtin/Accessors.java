package io.orchestrator.language.builtin;

import io.orchestrator.language.operation.Access;
import io.orchestrator.language.operation.Comparison;
import io.orchestrator.language.operation.Positions;
import io.orchestrator.language.operation.Slices;
import io.orchestrator.language.value.Item;
import io.orchestrator.language.value.Run;
import io.orchestrator.language.value.Seq;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code $items} of a loop can do beyond Python's lists; every list can. Beyond the ends there is None. */
final class Accessors {

    /** The name of the loop's own index, from 0, in its scope. */
    private static final String INDEX = "index";

    static final Map<String, Builtin> ALL = table();

    private Accessors() {}

    private static Map<String, Builtin> table() {
        var table = new Builtin.Table()
                .add("get", Accessors::get, INDEX, "default")
                .add("next_item", (run, list, args) -> neighbour(run, list, args, 1), INDEX)
                .add("prev_item", (run, list, args) -> neighbour(run, list, args, -1), INDEX)
                .add("find", Accessors::find, "value")
                .add("contains", (run, list, args) -> Item.of(index(run, list, args) >= 0), "value")
                .add("slice", Accessors::slice, "start", "stop", "step")
                .add("is_empty", (run, list, args) -> Item.of(items(list).isEmpty()))
                .add("has_multiple", (run, list, args) -> Item.of(items(list).size() > 1));
        for (var name : Positions.NAMES) {
            table.add(name, (run, list, args) -> orNone(Positions.find((Seq) list, name)));
        }
        return table.build();
    }

    private static List<Item> items(Item list) {
        return ((Seq) list).items();
    }

    private static Item orNone(@Nullable Item item) {
        return item == null ? Item.None.NONE : item;
    }

    /** Counts from the end where the index is negative, as brackets do. */
    private static Item get(Run run, Item list, Args args) {
        var items = items(list);
        var index = (long) args.integer(run, 0, INDEX, 0);
        var position = index < 0 ? index + items.size() : index;
        var fallback = args.find(1, "default");
        return position < 0 || position >= items.size() ? orNone(fallback) : items.get((int) position);
    }

    /** Beside an index, or beside the running iteration where none is given. */
    private static Item neighbour(Run run, Item list, Args args, int distance) {
        var given = args.find(0, INDEX);
        var here = given == null ? run.lookup(INDEX) : run.defined(given);
        if (!(here instanceof Item.Int number)) {
            throw run.type("an index is needed outside of a loop, as in items.next_item(0)");
        }
        var position = number.value() + distance;
        return position < 0 || position >= items(list).size()
                ? Item.None.NONE
                : items(list).get((int) position);
    }

    private static Item find(Run run, Item list, Args args) {
        return new Item.Int(index(run, list, args));
    }

    private static int index(Run run, Item list, Args args) {
        return Comparison.index(run, Access.elements(run, list), args.get(run, 0, "value"));
    }

    private static Item slice(Run run, Item list, Args args) {
        var step = Slices.bound(run, args.get(run, 2, "step", Item.None.NONE));
        return Slices.of(
                run,
                list,
                Slices.bound(run, args.get(run, 0, "start", Item.None.NONE)),
                Slices.bound(run, args.get(run, 1, "stop", Item.None.NONE)),
                step == null ? 1 : step);
    }
}
