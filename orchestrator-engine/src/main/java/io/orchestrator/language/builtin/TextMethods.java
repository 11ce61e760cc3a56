package io.orchestrator.language.builtin;

import io.orchestrator.language.operation.Access;
import io.orchestrator.language.text.Characters;
import io.orchestrator.language.text.CodePoints;
import io.orchestrator.language.text.Dates;
import io.orchestrator.language.text.PythonText;
import io.orchestrator.language.text.Search;
import io.orchestrator.language.text.Words;
import io.orchestrator.language.value.Bounds;
import io.orchestrator.language.value.Item;
import io.orchestrator.language.value.Run;
import io.orchestrator.language.value.Seq;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;

/** The methods of texts. */
final class TextMethods {

    static final Map<String, Builtin> ALL = new Builtin.Table()
            .add("upper", text((run, text, args) -> text.toUpperCase(Locale.ROOT)))
            .add("lower", text((run, text, args) -> text.toLowerCase(Locale.ROOT)))
            .add(
                    "casefold",
                    text((run, text, args) -> text.toLowerCase(Locale.ROOT).replace("ß", "ss")))
            .add("title", text((run, text, args) -> Words.titleByLetter(text)))
            .add("capitalize", text((run, text, args) -> Words.capitalize(text)))
            .add("swapcase", text((run, text, args) -> swapCase(text)))
            .add("strip", text((run, text, args) -> Words.strip(text, args.text(run, 0, "chars", ""))), "chars")
            .add("lstrip", text((run, text, args) -> Words.stripStart(text, args.text(run, 0, "chars", ""))), "chars")
            .add("rstrip", text((run, text, args) -> Words.stripEnd(text, args.text(run, 0, "chars", ""))), "chars")
            .add("removeprefix", text(TextMethods::removePrefix), "prefix")
            .add("removesuffix", text(TextMethods::removeSuffix), "suffix")
            .add("replace", text(TextMethods::replace), "old", "new", "count")
            .add("zfill", text(TextMethods::fillZeros), "width")
            .add("ljust", text((run, text, args) -> text + padding(run, text, args)), "width", "fillchar")
            .add("rjust", text((run, text, args) -> padding(run, text, args) + text), "width", "fillchar")
            .add("center", text(TextMethods::center), "width", "fillchar")
            .add("join", TextMethods::join, "iterable")
            .add("split", TextMethods::split, "sep", "maxsplit")
            .add("rsplit", TextMethods::splitFromEnd, "sep", "maxsplit")
            .add("splitlines", TextMethods::lines, "keepends")
            .add("partition", (run, text, args) -> partition(run, text, args, 1), "sep")
            .add("rpartition", (run, text, args) -> partition(run, text, args, -1), "sep")
            .add("startswith", (run, text, args) -> affix(run, args, "prefix", string(text)::startsWith), "prefix")
            .add("endswith", (run, text, args) -> affix(run, args, "suffix", string(text)::endsWith), "suffix")
            .add("find", (run, text, args) -> new Item.Int(find(run, text, args)), "sub", "start")
            .add("rfind", (run, text, args) -> new Item.Int(findLast(run, text, args)), "sub")
            .add("index", TextMethods::index, "sub", "start")
            .add("count", TextMethods::count, "sub")
            .add("format", (run, text, args) -> BraceFormat.format(run, string(text), args), "*")
            .add("isdigit", all(Character::isDigit))
            .add("isdecimal", all(Character::isDigit))
            .add("isnumeric", all(Characters::isNumeric))
            .add("isalpha", all(Character::isLetter))
            .add("isalnum", all(point -> Character.isLetter(point) || Characters.isNumeric(point)))
            .add("isspace", all(Words::isSpace))
            .add("isascii", every(point -> point < 128))
            .add("isprintable", every(Characters::isPrintable))
            .add("isidentifier", (run, text, args) -> Item.of(Characters.isIdentifier(string(text))))
            .add("istitle", (run, text, args) -> Item.of(Characters.isTitle(run, string(text))))
            .add(
                    "expandtabs",
                    text((run, text, args) -> expandTabs(run, text, args.integer(run, 0, "tabsize", 8))),
                    "tabsize")
            .add("strftime", TextMethods::formatDate, "format")
            .add("isupper", (run, text, args) -> Item.of(Characters.isUpper(run, string(text))))
            .add("islower", (run, text, args) -> Item.of(Characters.isLower(run, string(text))))
            .build();

    /** What a method does with a text. */
    @FunctionalInterface
    private interface Edit {
        String apply(Run run, String text, Args args);
    }

    /** Whether a text begins or ends with another. */
    @FunctionalInterface
    private interface Affix {
        boolean matches(String part);
    }

    private TextMethods() {}

    private static String string(Item text) {
        return text instanceof Item.Str value ? value.value() : "";
    }

    private static Builtin.Body text(Edit edit) {
        return (run, text, args) -> {
            run.scan(string(text));
            return Item.of(run.text(edit.apply(run, string(text), args)));
        };
    }

    private static Builtin.Body all(IntPredicate such) {
        return (run, text, args) -> {
            run.scan(string(text));
            return Item.of(Characters.all(string(text), such));
        };
    }

    /** As {@link #all}, but an empty text has it too. */
    private static Builtin.Body every(IntPredicate such) {
        return (run, text, args) -> {
            run.scan(string(text));
            return Item.of(string(text).codePoints().allMatch(such));
        };
    }

    /** A date is a text here, so that what {@code now()} gives can be written as in Python. */
    private static Item formatDate(Run run, Item text, Args args) {
        var date = Dates.parse(string(text));
        if (date.isEmpty()) {
            throw run.type("strftime needs a date, as in 2025-09-02 or 2025-09-02T02:57:08Z");
        }
        return Item.of(run.text(Dates.format(run, date.get(), part(run, args, "format", 0))));
    }

    private static String expandTabs(Run run, String text, int size) {
        var out = new StringBuilder();
        var column = 0;
        for (var point : text.codePoints().toArray()) {
            if (point == '\t') {
                var spaces = size <= 0 ? 0 : size - column % size;
                run.chargeText(out.length() / Bounds.CHARS_A_STEP + (long) spaces);
                out.repeat(' ', spaces);
                column += spaces;
            } else {
                out.appendCodePoint(point);
                column = point == '\n' || point == '\r' ? 0 : column + 1;
            }
            if (out.length() > Bounds.SEQUENCE) {
                throw run.limit("a text of more than " + Bounds.SEQUENCE + " characters");
            }
        }
        return out.toString();
    }

    private static String swapCase(String text) {
        var out = new StringBuilder(text.length());
        text.codePoints()
                .forEach(point -> out.appendCodePoint(
                        Character.isUpperCase(point) ? Character.toLowerCase(point) : Character.toUpperCase(point)));
        return out.toString();
    }

    private static String removePrefix(Run run, String text, Args args) {
        var prefix = args.text(run, 0, "prefix");
        return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
    }

    private static String removeSuffix(Run run, String text, Args args) {
        var suffix = args.text(run, 0, "suffix");
        return text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
    }

    private static String replace(Run run, String text, Args args) {
        var old = part(run, args, "old", 0);
        return Words.replace(run, text, old, part(run, args, "new", 1), args.integer(run, 2, "count", -1));
    }

    /** A text argument; anything else is an error, as in Python. */
    private static String part(Run run, Args args, String name, int index) {
        var value = args.get(run, index, name);
        if (value instanceof Item.Str text) {
            return text.value();
        }
        throw run.type("the argument '" + name + "' must be a text, not " + value.typeName());
    }

    private static String fillZeros(Run run, String text, Args args) {
        var missing = args.integer(run, 0, "width", 0) - text.codePointCount(0, text.length());
        var signed = text.startsWith("-") || text.startsWith("+");
        var zeros = Words.repeat(run, '0', missing);
        return signed ? text.charAt(0) + zeros + text.substring(1) : zeros + text;
    }

    private static String padding(Run run, String text, Args args) {
        var missing = args.integer(run, 0, "width", 0) - text.codePointCount(0, text.length());
        return Words.repeat(run, fill(run, args), missing);
    }

    private static String center(Run run, String text, Args args) {
        return Words.center(run, text, args.integer(run, 0, "width", 0), fill(run, args));
    }

    private static char fill(Run run, Args args) {
        var fill = args.text(run, 1, "fillchar", " ");
        if (fill.length() != 1) {
            throw run.type("the argument 'fillchar' must be one character");
        }
        return fill.charAt(0);
    }

    private static Item join(Run run, Item separator, Args args) {
        return ListFilters.join(run, string(separator), Access.elements(run, args.get(run, 0, "iterable")), item -> {
            if (run.defined(item) instanceof Item.Str) {
                return item;
            }
            throw run.type("join needs texts, not " + item.typeName());
        });
    }

    private static Item split(Run run, Item text, Args args) {
        return Words.split(
                run, string(text), args.get(run, 0, "sep", Item.None.NONE), args.integer(run, 1, "maxsplit", -1));
    }

    private static Item splitFromEnd(Run run, Item text, Args args) {
        var limit = args.integer(run, 1, "maxsplit", -1);
        var separator = args.get(run, 0, "sep", Item.None.NONE);
        if (limit < 0) {
            return Words.split(run, string(text), separator, -1);
        }
        return Words.splitFromEnd(run, string(text), separator, limit);
    }

    private static Item lines(Run run, Item text, Args args) {
        run.scan(string(text));
        var ends = args.truth(run, 0, "keepends") ? Words.LineEnds.KEPT : Words.LineEnds.DROPPED;
        return Seq.list(
                Words.lines(string(text), ends).stream().<Item>map(Item::of).toList());
    }

    private static Item partition(Run run, Item text, Args args, int direction) {
        var whole = string(text);
        var mark = part(run, args, "sep", 0);
        if (mark.isEmpty()) {
            throw run.type("partition needs a separator that is not empty");
        }
        var at = direction > 0 ? Search.indexOf(run, whole, mark, 0) : Search.lastIndexOf(run, whole, mark);
        if (at < 0) {
            return direction > 0
                    ? Seq.tuple(text, Item.Str.EMPTY, Item.Str.EMPTY)
                    : Seq.tuple(Item.Str.EMPTY, Item.Str.EMPTY, text);
        }
        run.chargeText(whole.length());
        return Seq.tuple(Item.of(whole.substring(0, at)), Item.of(mark), Item.of(whole.substring(at + mark.length())));
    }

    private static Item affix(Run run, Args args, String name, Affix affix) {
        var value = args.get(run, 0, name);
        if (value instanceof Seq seq && seq.kind().fixed()) {
            for (var item : Access.elements(run, seq)) {
                run.chargeText(PythonText.of(run, item).length());
                if (item instanceof Item.Str text && affix.matches(text.value())) {
                    return Item.Bool.TRUE;
                }
            }
            return Item.Bool.FALSE;
        }
        var affixed = part(run, args, name, 0);
        run.chargeText(affixed.length());
        return Item.of(affix.matches(affixed));
    }

    private static int find(Run run, Item text, Args args) {
        var points = CodePoints.of(run, string(text));
        var start = args.integer(run, 1, "start", 0);
        var from = Math.clamp(start < 0 ? (long) start + points.length() : start, 0, points.length());
        return points.index(Search.indexOf(run, string(text), part(run, args, "sub", 0), points.offset(from)));
    }

    private static int findLast(Run run, Item text, Args args) {
        var points = CodePoints.of(run, string(text));
        return points.index(Search.lastIndexOf(run, string(text), part(run, args, "sub", 0)));
    }

    private static Item index(Run run, Item text, Args args) {
        var index = find(run, text, args);
        if (index < 0) {
            throw run.type("the text is not found");
        }
        return new Item.Int(index);
    }

    private static Item count(Run run, Item text, Args args) {
        var wanted = part(run, args, "sub", 0);
        return new Item.Int(
                wanted.isEmpty()
                        ? CodePoints.of(run, string(text)).length() + 1
                        : Search.count(run, string(text), wanted));
    }
}
