package io.orchestrator.language;

import io.orchestrator.language.text.JsonText;
import io.orchestrator.language.value.DataDict;
import io.orchestrator.language.value.Item;
import io.orchestrator.language.value.LanguageException;
import io.orchestrator.language.value.PairDict;
import io.orchestrator.language.value.Run;
import io.orchestrator.language.value.Seq;
import io.orchestrator.language.value.SetOf;
import io.orchestrator.language.value.Special;
import io.orchestrator.language.value.Undefined;
import io.orchestrator.language.value.ValueList;
import io.orchestrator.model.ArtifactMark;
import io.orchestrator.model.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Items as values again: tuples and sets become arrays, keys become texts as in JSON. */
final class Values {

    private Values() {}

    /**
     * The value of an item.
     *
     * @throws LanguageException UNDEFINED; TYPE for what is no data; LIMIT
     */
    static Value of(Run run, Item item) {
        run.step();
        return switch (item) {
            case Item.Str text -> made(run, text.value());
            case Item.Int number -> Value.of(number.value());
            case Item.Bool bool -> Value.of(bool.value());
            case Item.None none -> Value.Null.NULL;
            case Item.Real number -> Value.of(number.value());
            case Item.Big number -> Value.of(number.value());
            case DataDict dict -> dict.source();
            case PairDict dict -> dict(run, dict);
            case Seq seq -> seq(run, seq);
            case SetOf set -> array(run, set.items());
            case Undefined undefined -> {
                run.refuse(undefined);
                yield Value.Null.NULL;
            }
            case Special special -> throw run.type("a " + special.kindName() + " is no data");
        };
    }

    /**
     * A text that a template has made, or read in data.
     *
     * @throws LanguageException SECURITY where it pretends to be a mark
     */
    static Value made(Run run, String text) {
        if (ArtifactMark.signed(text).isPresent()) {
            throw run.security("a text pretends to stand for an artifact ('" + text + "'): see where it comes from");
        }
        return Value.of(text);
    }

    private static Value seq(Run run, Seq seq) {
        if (seq.counts()) {
            return Value.of(seq.items().size());
        }
        return seq.items() instanceof ValueList list ? list.source() : array(run, seq.items());
    }

    private static Value array(Run run, List<Item> items) {
        run.descend();
        var values = new ArrayList<Value>(items.size());
        for (var item : items) {
            values.add(of(run, item));
        }
        run.ascend();
        return new Value.Array(values);
    }

    private static Value dict(Run run, PairDict dict) {
        run.descend();
        var entries = new LinkedHashMap<String, Value>();
        dict.forEach((key, value) -> entries.put(JsonText.key(run, key), of(run, value)));
        run.ascend();
        return new Value.Dict(entries);
    }
}
