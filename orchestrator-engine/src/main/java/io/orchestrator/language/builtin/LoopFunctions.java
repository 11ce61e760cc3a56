package io.orchestrator.language.builtin;

import io.orchestrator.language.operation.Access;
import io.orchestrator.language.value.Dict;
import io.orchestrator.language.value.Item;
import io.orchestrator.language.value.Missing;
import io.orchestrator.language.value.PairDict;
import io.orchestrator.language.value.Run;
import io.orchestrator.language.value.Scope;
import io.orchestrator.language.value.Seq;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Functions about the workflow's loops, not the template's: they read {@link Scope#LOOPS} and {@link Scope#PAST_LOOPS},
 * else {@code loop_name} and {@code $outer}, by which a scope gives single loops.
 */
final class LoopFunctions {

    static final Map<String, Builtin> ALL = new Builtin.Table()
            .add("loop_var", LoopFunctions::variable, "loop", "name")
            .add("loop_item_at", LoopFunctions::item, "loop", "index")
            .add("current_loop_name", (run, none, args) -> current(run))
            .add("active_loops", (run, none, args) -> Seq.list(names(run)))
            .add("historical_loops", (run, none, args) -> Seq.list(past(run).keys()))
            .build();

    /** The name of the innermost loop, in the scope of its iterations. */
    private static final String NAME = "loop_name";

    private LoopFunctions() {}

    private static Dict active(Run run) {
        return loops(run, Scope.LOOPS);
    }

    private static Dict past(Run run) {
        return loops(run, Scope.PAST_LOOPS);
    }

    private static Dict loops(Run run, String name) {
        run.step();
        return run.lookup(name) instanceof Dict dict ? dict : new PairDict();
    }

    private static Item current(Run run) {
        var names = names(run);
        return names.isEmpty() ? Item.None.NONE : names.getLast();
    }

    /** The outermost first; the innermost alone where the scope tells of no more. */
    private static List<Item> names(Run run) {
        var names = active(run).keys();
        return names.isEmpty() && run.lookup(NAME) instanceof Item.Str name ? List.of(name) : names;
    }

    private static Item variable(Run run, Item none, Args args) {
        var loop = args.text(run, 0, "loop");
        var name = args.text(run, 1, "name");
        var field = name.startsWith("$") ? name.substring(1) : name;
        var value = loop(run, loop).get(field);
        if (value == null) {
            throw run.type("the loop '" + loop + "' has no variable '" + name + "'; it has "
                    + String.join(", ", texts(loop(run, loop).keys())));
        }
        return value;
    }

    /** The element of a loop's list; None beyond its ends. */
    private static Item item(Run run, Item none, Args args) {
        var loop = args.text(run, 0, "loop");
        var items = loop(run, loop).get("items");
        if (items == null) {
            throw run.type("the loop '" + loop + "' runs over no list");
        }
        var elements = Access.elements(run, items);
        var index = args.integer(run, 1, "index", 0);
        var position = index < 0 ? (long) index + elements.size() : index;
        return position < 0 || position >= elements.size() ? Item.None.NONE : elements.get((int) position);
    }

    private static Dict loop(Run run, String name) {
        for (var loops : List.of(active(run), past(run))) {
            if (loops.get(name) instanceof Dict loop) {
                return loop;
            }
        }
        if (run.lookup("$" + name) instanceof Dict loop) {
            return loop;
        }
        var known = new ArrayList<>(texts(active(run).keys()));
        known.addAll(texts(past(run).keys()));
        throw run.type("there is no loop '" + name + "' here" + Missing.didYouMean(name, known));
    }

    private static List<String> texts(List<Item> names) {
        var texts = new ArrayList<String>();
        for (var name : names) {
            if (name instanceof Item.Str text) {
                texts.add(text.value());
            }
        }
        return texts;
    }
}
