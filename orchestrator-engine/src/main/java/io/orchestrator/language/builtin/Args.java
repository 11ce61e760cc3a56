package io.orchestrator.language.builtin;

import io.orchestrator.language.operation.Comparison;
import io.orchestrator.language.text.PythonText;
import io.orchestrator.language.value.Item;
import io.orchestrator.language.value.Numbers;
import io.orchestrator.language.value.Run;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of one call. An argument is asked for by its position and its name at once.
 *
 * @param positional the first ones
 * @param names the names of those that follow by name
 * @param named their values
 */
public record Args(List<Item> positional, List<String> names, List<Item> named) {

    public static final Args NONE = new Args(List.of(), List.of(), List.of());

    @Nullable
    public Item find(int index, String name) {
        if (index < positional.size()) {
            return positional.get(index);
        }
        var at = names.indexOf(name);
        return at < 0 ? null : named.get(at);
    }

    Item get(Run run, int index, String name) {
        var value = find(index, name);
        if (value == null) {
            throw run.type("the argument '" + name + "' is missing");
        }
        return run.defined(value);
    }

    Item get(Run run, int index, String name, Item fallback) {
        var value = find(index, name);
        return value == null ? fallback : run.defined(value);
    }

    /** A text argument; None counts as missing. */
    String text(Run run, int index, String name, String fallback) {
        var value = get(run, index, name, Item.None.NONE);
        return value == Item.None.NONE ? fallback : PythonText.of(run, value);
    }

    String text(Run run, int index, String name) {
        return PythonText.of(run, get(run, index, name));
    }

    /** An integer argument, cut to what an {@code int} holds; None counts as missing. */
    int integer(Run run, int index, String name, int fallback) {
        var value = get(run, index, name, Item.None.NONE);
        return value == Item.None.NONE ? fallback : Numbers.cut(run, value, name);
    }

    /** A truth argument, false where it is missing. */
    boolean truth(Run run, int index, String name) {
        return Comparison.truth(run, get(run, index, name, Item.Bool.FALSE));
    }

    /** The arguments without the first positional ones. */
    public Args from(int count) {
        return new Args(positional.subList(Math.min(count, positional.size()), positional.size()), names, named);
    }
}
