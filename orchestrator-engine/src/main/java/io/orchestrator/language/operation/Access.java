package io.orchestrator.language.operation;

import io.orchestrator.language.text.CodePoints;
import io.orchestrator.language.value.DataDict;
import io.orchestrator.language.value.Dict;
import io.orchestrator.language.value.Item;
import io.orchestrator.language.value.Keys;
import io.orchestrator.language.value.LanguageException;
import io.orchestrator.language.value.LoopState;
import io.orchestrator.language.value.Numbers;
import io.orchestrator.language.value.PairDict;
import io.orchestrator.language.value.Place;
import io.orchestrator.language.value.Run;
import io.orchestrator.language.value.Seq;
import io.orchestrator.language.value.SetOf;
import io.orchestrator.language.value.Special;
import io.orchestrator.language.value.Undefined;
import io.orchestrator.language.value.ValueList;
import io.orchestrator.model.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reading inside of items: fields, elements, and the elements in turn. */
public final class Access {

    private Access() {}

    /** The field of an item; undefined where there is none. */
    public static Item field(Item parent, String name, Place place) {
        var value = switch (parent) {
            case DataDict dict -> dict.get(name);
            case PairDict dict -> dict.get(name);
            case Special.Namespace namespace -> namespace.get(name);
            case LoopState loop -> loop.get(name);
            case Special.Callable callable -> callable.get(name);
            case Special.Cycler cycler -> name.equals("current") ? cycler.current() : null;
            case Seq seq -> seq.kind() == Seq.Kind.GROUP ? groupField(seq, name) : Positions.find(seq, name);
            case Undefined undefined -> undefined.through(place);
            default -> null;
        };
        return value == null ? Undefined.at(place, parent) : value;
    }

    private static @Nullable Item groupField(Seq group, String name) {
        return switch (name) {
            case "grouper" -> group.items().get(0);
            case "list" -> group.items().get(1);
            default -> null;
        };
    }

    /** A field as it is kept, which may be a mark; null where there is none of data. */
    public static @Nullable Value unopened(Item parent, String name) {
        return parent instanceof DataDict dict ? dict.unopened(name) : null;
    }

    /** An element as it is kept, which may be a mark; null where there is none of data. */
    public static @Nullable Value unopened(Item parent, Item key) {
        if (key instanceof Item.Str name) {
            return unopened(parent, name.value());
        }
        if (!(key instanceof Item.Int number)
                || !(parent instanceof Seq seq)
                || !(seq.items() instanceof ValueList list)) {
            return null;
        }
        var index = number.value() < 0 ? number.value() + list.size() : number.value();
        return index < 0 || index >= list.size() ? null : list.unopened((int) index);
    }

    /** The element of an item; undefined where there is none. */
    public static Item element(Run run, Item parent, Item key, Place place) {
        if (parent instanceof Dict dict) {
            return entry(run, dict, key, place);
        }
        if (parent instanceof Undefined undefined) {
            return undefined.through(place);
        }
        if (key instanceof Item.Str name && parent instanceof Special special) {
            return field(special, name.value(), place);
        }
        if (!Numbers.isInteger(key) || key instanceof Item.Big) {
            return Undefined.at(place, parent);
        }
        var index = Numbers.big(key).longValue();
        return switch (parent) {
            case Seq seq -> at(seq, index, place);
            case Item.Str text -> at(run, text, index, place);
            default -> Undefined.at(place, parent);
        };
    }

    private static Item entry(Run run, Dict dict, Item key, Place place) {
        var value = key instanceof Item.Str name ? dict.get(name.value()) : dict.get(Keys.of(run, key));
        if (value == null && key instanceof Item.Str name && name.value().startsWith("_")) {
            throw run.security("'" + name.value() + "' is private: only data may have a leading underscore");
        }
        return value == null ? Undefined.at(place, dict) : value;
    }

    private static Item at(Seq seq, long index, Place place) {
        var size = seq.items().size();
        var position = index < 0 ? index + size : index;
        return position < 0 || position >= size
                ? Undefined.at(place, seq)
                : seq.items().get((int) position);
    }

    private static Item at(Run run, Item.Str text, long index, Place place) {
        var points = CodePoints.of(run, text.value());
        var position = index < 0 ? index + points.length() : index;
        return position < 0 || position >= points.length()
                ? Undefined.at(place, text)
                : Item.of(points.substring((int) position, (int) position + 1));
    }

    /**
     * The elements of an item in turn: of a list, a set, the keys of a map, the characters of a text.
     *
     * @throws LanguageException TYPE where it has no elements
     */
    public static List<Item> elements(Run run, Item item) {
        var elements = switch (item) {
            case Seq seq -> seq.items();
            case SetOf set -> set.items();
            case Dict dict -> dict.keys();
            case Item.Str text -> characters(run, text.value());
            case Undefined undefined -> {
                run.refuse(undefined);
                yield List.<Item>of();
            }
            default -> throw run.type("a value of type " + item.typeName() + " has no elements");
        };
        run.charge(1 + elements.size() / 4);
        return elements;
    }

    private static List<Item> characters(Run run, String text) {
        run.charge(text.length());
        var characters = new ArrayList<Item>(text.length());
        text.codePoints().forEach(point -> characters.add(Item.of(Character.toString(point))));
        return characters;
    }

    /**
     * How many elements an item has.
     *
     * @throws LanguageException TYPE where it has no elements
     */
    public static int length(Run run, Item item) {
        return switch (item) {
            case Seq seq -> seq.items().size();
            case SetOf set -> set.members().size();
            case Dict dict -> dict.size();
            case Item.Str text -> CodePoints.of(run, text.value()).length();
            case Undefined undefined -> {
                run.refuse(undefined);
                yield 0;
            }
            default -> throw run.type("a value of type " + item.typeName() + " has no length");
        };
    }
}
