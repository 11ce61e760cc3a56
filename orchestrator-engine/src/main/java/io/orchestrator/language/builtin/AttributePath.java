package io.orchestrator.language.builtin;

import io.orchestrator.language.operation.Access;
import io.orchestrator.language.value.Dict;
import io.orchestrator.language.value.Item;
import io.orchestrator.language.value.Place;
import io.orchestrator.language.value.Run;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The path in {@code map(attribute='a.b.0')}: fields and indexes with points between.
 *
 * @param parts its parts
 */
record AttributePath(List<Item> parts) {

    private static final Route ELEMENT = new Route.Name("element");

    /** The path that an argument names; without parts where it is None or missing. */
    static AttributePath of(Run run, @Nullable Item attribute) {
        if (attribute == null || attribute == Item.None.NONE) {
            return new AttributePath(List.of());
        }
        return attribute instanceof Item.Str text
                ? parse(text.value())
                : new AttributePath(List.of(run.defined(attribute)));
    }

    static AttributePath parse(String path) {
        var parts = new ArrayList<Item>();
        for (var part : path.split("\\.", -1)) {
            var index = !part.isEmpty() && part.length() < 10 && part.chars().allMatch(c -> c >= '0' && c <= '9');
            parts.add(index ? new Item.Int(Long.parseLong(part)) : Item.of(part));
        }
        return new AttributePath(parts);
    }

    /** What is there in an element; undefined where nothing is. */
    Item read(Run run, Item element) {
        var value = element;
        Route path = ELEMENT;
        for (var part : parts) {
            run.step();
            if (part instanceof Item.Str name) {
                path = new Route.Field(path, name.value());
                value = field(run, value, name, path);
            } else {
                path = new Route.Element(path, part);
                value = Access.element(run, value, part, path);
            }
        }
        return value;
    }

    static Item field(Run run, Item value, Item.Str name, Place path) {
        if (value instanceof Dict) {
            return Access.element(run, value, name, path);
        }
        if (name.value().startsWith("_")) {
            throw run.security("'" + name.value() + "' is private: names with a leading underscore cannot be read");
        }
        return Access.field(value, name.value(), path);
    }
}
