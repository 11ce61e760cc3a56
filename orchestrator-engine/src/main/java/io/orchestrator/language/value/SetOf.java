package io.orchestrator.language.value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A set, in the order in which its members came. Filled by its maker, then never changed.
 *
 * @param members the members by their key of {@link Keys}' form
 */
public record SetOf(Map<Item, Item> members) implements Item {

    public static SetOf of(Run run, Iterable<Item> items) {
        var members = new LinkedHashMap<Item, Item>();
        for (var item : items) {
            members.putIfAbsent(Keys.of(run, item), item);
        }
        return new SetOf(members);
    }

    public List<Item> items() {
        return new ArrayList<>(members.values());
    }

    public SetOf without(Run run, SetOf other) {
        run.chargeItems(members.size());
        var rest = new LinkedHashMap<>(members);
        rest.keySet().removeAll(other.members.keySet());
        return new SetOf(rest);
    }
}
