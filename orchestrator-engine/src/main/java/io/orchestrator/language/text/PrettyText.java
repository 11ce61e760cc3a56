package io.orchestrator.language.text;

import io.orchestrator.language.value.Bounds;
import io.orchestrator.language.value.Dict;
import io.orchestrator.language.value.Item;
import io.orchestrator.language.value.Keys;
import io.orchestrator.language.value.PairDict;
import io.orchestrator.language.value.Run;
import io.orchestrator.language.value.Seq;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Python's {@code pprint.pformat}: what does not fit on a line of 80 is broken, keys are sorted. */
public final class PrettyText {

    private static final int WIDTH = 80;

    private final Run run;
    private final StringBuilder out = new StringBuilder();
    private int level;

    private record Field(String kind, String key, Item value) {}

    private PrettyText(Run run) {
        this.run = run;
    }

    public static String of(Run run, Item item) {
        var pretty = new PrettyText(run);
        pretty.write(item, 0, 0);
        return run.text(pretty.out.toString());
    }

    /**
     * @param indent how far right it begins
     * @param allowance how many characters follow on its last line
     */
    private void write(Item item, int indent, int allowance) {
        run.descend();
        level++;
        var whole = PythonText.repr(run, sorted(item));
        if (whole.length() <= WIDTH - indent - allowance) {
            out.append(whole);
        } else {
            broken(item, whole, indent, allowance);
        }
        if (out.length() > Bounds.SEQUENCE) {
            throw run.limit("a text of more than " + Bounds.SEQUENCE + " characters");
        }
        level--;
        run.ascend();
    }

    private void broken(Item item, String whole, int indent, int allowance) {
        switch (item) {
            case Dict dict -> dict(dict, indent + 1, allowance + 1);
            case Item.Str text -> text(text.value(), indent, allowance);
            case Seq seq -> {
                switch (seq.kind()) {
                    case LIST -> list(seq.items(), "[", "]", indent, allowance);
                    case TUPLE, GROUP ->
                        list(seq.items(), "(", seq.items().size() == 1 ? ",)" : ")", indent, allowance);
                    case RANGE, COUNTED -> out.append(whole);
                }
            }
            default -> out.append(whole);
        }
    }

    private void dict(Dict dict, int indent, int allowance) {
        out.append('{');
        var fields = fields(dict);
        for (var index = 0; index < fields.size(); index++) {
            var field = fields.get(index);
            out.append(field.key()).append(": ");
            var last = index == fields.size() - 1;
            write(field.value(), indent + field.key().length() + 2, last ? allowance : 1);
            if (!last) {
                out.append(',');
                newline(indent);
            }
        }
        out.append('}');
    }

    private void list(List<Item> items, String open, String close, int indent, int allowance) {
        out.append(open);
        for (var index = 0; index < items.size(); index++) {
            var last = index == items.size() - 1;
            write(items.get(index), indent + 1, last ? allowance + close.length() : 1);
            if (!last) {
                out.append(',');
                newline(indent + 1);
            }
        }
        out.append(close);
    }

    private void text(String text, int indent, int allowance) {
        var outermost = level == 1;
        var from = outermost ? indent + 1 : indent;
        var chunks = chunks(text, WIDTH - from, outermost ? allowance + 1 : allowance);
        if (chunks.size() == 1) {
            out.append(chunks.getFirst());
            return;
        }
        out.append(outermost ? "(" : "");
        for (var index = 0; index < chunks.size(); index++) {
            if (index > 0) {
                newline(from);
            }
            out.append(chunks.get(index));
        }
        out.append(outermost ? ")" : "");
    }

    private List<String> chunks(String text, int width, int allowance) {
        var chunks = new ArrayList<String>();
        var lines = Words.lines(text, Words.LineEnds.KEPT);
        for (var index = 0; index < lines.size(); index++) {
            var room = index == lines.size() - 1 ? width - allowance : width;
            var whole = PythonText.repr(run, Item.of(lines.get(index)));
            if (whole.length() <= room) {
                chunks.add(whole);
            } else {
                words(lines.get(index), width, room, chunks);
            }
        }
        return chunks;
    }

    private void words(String line, int width, int lastRoom, List<String> chunks) {
        var current = "";
        var from = 0;
        while (from < line.length()) {
            var to = wordEnd(line, from);
            var candidate = current + line.substring(from, to);
            var room = to == line.length() ? lastRoom : width;
            if (PythonText.repr(run, Item.of(candidate)).length() > room && !current.isEmpty()) {
                chunks.add(PythonText.repr(run, Item.of(current)));
                current = line.substring(from, to);
            } else {
                current = candidate;
            }
            from = to;
        }
        chunks.add(PythonText.repr(run, Item.of(current)));
    }

    /** The end of a word and the space behind it. */
    private static int wordEnd(String line, int from) {
        var at = from;
        while (at < line.length() && !Words.isSpace(line.charAt(at))) {
            at++;
        }
        while (at < line.length() && Words.isSpace(line.charAt(at))) {
            at++;
        }
        return at;
    }

    private void newline(int indent) {
        run.chargeText(indent);
        out.append('\n').repeat(' ', indent);
    }

    private List<Field> fields(Dict dict) {
        run.chargeItems(dict.size());
        var fields = new ArrayList<Field>(dict.size());
        dict.forEach((key, value) -> fields.add(new Field(key.typeName(), PythonText.repr(run, key), value)));
        fields.sort(Comparator.comparing(Field::kind).thenComparing(Field::key));
        return fields;
    }

    /** The same with the keys of every map in order. */
    private Item sorted(Item item) {
        return switch (item) {
            case Dict dict -> {
                run.descend();
                var keys = new ArrayList<>(dict.keys());
                run.chargeItems(keys.size());
                keys.sort(Comparator.comparing(Item::typeName).thenComparing(key -> PythonText.repr(run, key)));
                var copy = new PairDict();
                for (var key : keys) {
                    var value = dict.get(Keys.of(run, key));
                    if (value != null) {
                        copy.put(run, key, sorted(value));
                    }
                }
                run.ascend();
                yield copy;
            }
            case Seq seq -> seq.kind() == Seq.Kind.RANGE || seq.counts() ? seq : sorted(seq);
            default -> item;
        };
    }

    private Seq sorted(Seq seq) {
        run.descend();
        run.chargeItems(seq.items().size());
        var copy = new ArrayList<Item>(seq.items().size());
        for (var each : seq.items()) {
            copy.add(sorted(each));
        }
        run.ascend();
        return new Seq(seq.kind(), copy);
    }
}
