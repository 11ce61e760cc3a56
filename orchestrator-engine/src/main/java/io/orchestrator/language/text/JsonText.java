package io.orchestrator.language.text;

import io.orchestrator.json.Json;
import io.orchestrator.json.Json.InvalidJsonException;
import io.orchestrator.language.value.Bounds;
import io.orchestrator.language.value.Dict;
import io.orchestrator.language.value.Item;
import io.orchestrator.language.value.LanguageException;
import io.orchestrator.language.value.Run;
import io.orchestrator.language.value.Seq;
import io.orchestrator.language.value.SetOf;
import io.orchestrator.language.value.Special;
import io.orchestrator.language.value.Undefined;
import io.orchestrator.model.ArtifactMark;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** JSON as Python writes it: a space after each comma and colon. */
public final class JsonText {

    private final Run run;
    private final Style style;
    private final StringBuilder out = new StringBuilder();
    private int depth;

    /**
     * How to write.
     *
     * @param indent spaces a level, negative for one line
     * @param target where it goes
     */
    public record Style(int indent, Target target) {}

    /** Where JSON goes. */
    public enum Target {
        /** A file or a tool: keys as they are, text as it is. */
        FILE,
        /** A web page: keys sorted, only ASCII, nothing that HTML would read; what Jinja's {@code tojson} writes. */
        PAGE
    }

    private record Field(String key, Item value) {}

    private JsonText(Run run, Style style) {
        this.run = run;
        this.style = style;
    }

    /**
     * The JSON of an item.
     *
     * @throws LanguageException UNDEFINED, TYPE or LIMIT
     */
    public static String write(Run run, Item item, Style style) {
        var json = new JsonText(run, style);
        json.value(item);
        return run.text(json.out.toString());
    }

    /**
     * The item of a JSON text.
     *
     * @throws InvalidJsonException where it is not JSON
     */
    public static Item read(Run run, String text) {
        run.charge(text.length());
        var value = Json.parse(text);
        if (text.contains(ArtifactMark.PREFIX) && ArtifactMark.isInside(value)) {
            throw run.security("a text in JSON pretends to stand for an artifact: see where it comes from");
        }
        return Item.of(value);
    }

    /** The spelling of a key in JSON. */
    public static String key(Run run, Item key) {
        return switch (key) {
            case Item.Str text -> text.value();
            case Item.None none -> "null";
            case Item.Bool bool -> bool.value() ? "true" : "false";
            case Item.Int number -> PythonText.of(run, number);
            case Item.Big number -> PythonText.of(run, number);
            case Item.Real number -> PythonText.of(run, number);
            default -> throw run.type("a " + key.typeName() + " cannot be a key in JSON");
        };
    }

    private void value(Item item) {
        run.step();
        if (out.length() > Bounds.SEQUENCE) {
            throw run.limit("a text of more than " + Bounds.SEQUENCE + " characters");
        }
        switch (item) {
            case Item.None none -> out.append("null");
            case Item.Bool bool -> out.append(bool.value());
            case Item.Str text -> text(text.value());
            case Item.Real number -> real(number.value());
            case Item.Int number -> out.append(number.value());
            case Item.Big number -> out.append(PythonText.of(run, number));
            case Seq seq -> {
                if (seq.counts()) {
                    out.append(seq.items().size());
                } else {
                    array(seq.items());
                }
            }
            case SetOf set -> array(set.items());
            case Dict dict -> object(dict);
            case Undefined undefined -> {
                run.refuse(undefined);
                out.append("null");
            }
            case Special special -> throw run.type("a " + special.kindName() + " is no data");
        }
    }

    private void real(double value) {
        if (Double.isFinite(value)) {
            out.append(PythonText.real(value));
        } else if (Double.isNaN(value)) {
            out.append("NaN");
        } else {
            out.append(value > 0 ? "Infinity" : "-Infinity");
        }
    }

    private void array(List<Item> items) {
        if (items.isEmpty()) {
            out.append("[]");
            return;
        }
        open('[');
        for (var index = 0; index < items.size(); index++) {
            next(index);
            value(items.get(index));
        }
        close(']');
    }

    private void object(Dict dict) {
        var fields = new ArrayList<Field>(dict.size());
        dict.forEach((key, value) -> fields.add(new Field(key(run, key), value)));
        if (style.target() == Target.PAGE) {
            fields.sort(Comparator.comparing(Field::key));
        }
        if (fields.isEmpty()) {
            out.append("{}");
            return;
        }
        open('{');
        for (var index = 0; index < fields.size(); index++) {
            next(index);
            text(fields.get(index).key());
            out.append(": ");
            value(fields.get(index).value());
        }
        close('}');
    }

    private void open(char bracket) {
        run.descend();
        depth++;
        out.append(bracket);
    }

    private void next(int index) {
        if (index > 0) {
            out.append(style.indent() < 0 ? ", " : ",");
        }
        newline();
    }

    private void close(char bracket) {
        depth--;
        newline();
        out.append(bracket);
        run.ascend();
    }

    private void newline() {
        if (style.indent() >= 0) {
            var spaces = (long) style.indent() * depth;
            run.chargeText(spaces);
            out.append('\n').repeat(' ', (int) spaces);
        }
    }

    private void text(String text) {
        run.scan(text);
        out.append('"');
        for (var index = 0; index < text.length(); index++) {
            character(text.charAt(index));
        }
        out.append('"');
    }

    private void character(char character) {
        switch (character) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            default -> {
                if (character < ' ' || (style.target() == Target.PAGE && unsafeInPage(character))) {
                    var hex = Integer.toHexString(character);
                    out.append("\\u").repeat('0', 4 - hex.length()).append(hex);
                } else {
                    out.append(character);
                }
            }
        }
    }

    private static boolean unsafeInPage(char character) {
        return character > '~' || character == '<' || character == '>' || character == '&' || character == '\'';
    }
}
