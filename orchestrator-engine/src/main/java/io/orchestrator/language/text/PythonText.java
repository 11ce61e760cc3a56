package io.orchestrator.language.text;

import io.orchestrator.language.value.Bounds;
import io.orchestrator.language.value.Dict;
import io.orchestrator.language.value.Item;
import io.orchestrator.language.value.LanguageException;
import io.orchestrator.language.value.RangeList;
import io.orchestrator.language.value.Run;
import io.orchestrator.language.value.Seq;
import io.orchestrator.language.value.SetOf;
import io.orchestrator.language.value.Special;
import io.orchestrator.language.value.Undefined;
import java.util.List;

/** How Python prints values: {@code True}, {@code None}, {@code ['a']}, {@code 1e+16}. */
public final class PythonText {

    private final Run run;
    private final StringBuilder out;

    private PythonText(Run run, StringBuilder out) {
        this.run = run;
        this.out = out;
    }

    /**
     * As {@code str(item)}.
     *
     * @throws LanguageException UNDEFINED or LIMIT
     */
    public static String of(Run run, Item item) {
        return switch (item) {
            case Item.Str text -> text.value();
            case Item.Int number -> Long.toString(number.value());
            case Item.Bool bool -> bool.value() ? "True" : "False";
            case Item.None none -> "None";
            case Item.Real number -> real(number.value());
            case Item.Big number -> run.text(number.value().toString());
            case Undefined undefined -> {
                run.refuse(undefined);
                yield "";
            }
            case Seq seq -> nested(run, seq);
            case Dict dict -> nested(run, dict);
            case SetOf set -> nested(run, set);
            case Special special -> nested(run, special);
        };
    }

    /** As {@code repr(item)}: texts are quoted. */
    public static String repr(Run run, Item item) {
        return nested(run, item);
    }

    private static String nested(Run run, Item item) {
        var out = new StringBuilder();
        new PythonText(run, out).write(item);
        return run.text(out.toString());
    }

    private void write(Item item) {
        run.step();
        if (out.length() > Bounds.SEQUENCE) {
            throw run.limit("a text of more than " + Bounds.SEQUENCE + " characters");
        }
        switch (item) {
            case Item.Str text -> {
                run.scan(text.value());
                quote(text.value());
            }
            case Seq seq -> write(seq);
            case SetOf set -> {
                if (set.members().isEmpty()) {
                    out.append("set()");
                } else {
                    write("{", set.items(), "}");
                }
            }
            case Dict dict -> write(dict);
            case Special special -> out.append('<').append(special.kindName()).append('>');
            default -> out.append(of(run, item));
        }
    }

    private void write(Seq seq) {
        switch (seq.kind()) {
            case LIST -> write("[", seq.items(), "]");
            case TUPLE, GROUP -> write("(", seq.items(), seq.items().size() == 1 ? ",)" : ")");
            case COUNTED -> out.append(seq.items().size());
            case RANGE -> {
                if (seq.items() instanceof RangeList range) {
                    out.append(range.describe());
                } else {
                    write("[", seq.items(), "]");
                }
            }
        }
    }

    private void write(String open, List<Item> items, String close) {
        run.descend();
        out.append(open);
        var separator = "";
        for (var item : items) {
            out.append(separator);
            write(item);
            separator = ", ";
        }
        out.append(close);
        run.ascend();
    }

    private void write(Dict dict) {
        run.descend();
        out.append('{');
        var before = out.length();
        dict.forEach((key, value) -> {
            if (out.length() > before) {
                out.append(", ");
            }
            write(key);
            out.append(": ");
            write(value);
        });
        out.append('}');
        run.ascend();
    }

    /** Single quotes, unless the text has those and no double ones. */
    private void quote(String text) {
        var quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        out.append(quote);
        text.codePoints().forEach(point -> {
            if (point == quote || point == '\\') {
                out.append('\\').append((char) point);
            } else if (isPrintable(point)) {
                out.appendCodePoint(point);
            } else {
                escape(point);
            }
        });
        out.append(quote);
    }

    static boolean isPrintable(int point) {
        if (point < 0x7f) {
            return point >= ' ';
        }
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> false;
            default -> true;
        };
    }

    private void escape(int point) {
        switch (point) {
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                var digits = point < 0x100 ? 2 : point < 0x10000 ? 4 : 8;
                out.append('\\').append(digits == 2 ? 'x' : digits == 4 ? 'u' : 'U');
                var hex = Integer.toHexString(point);
                out.repeat('0', digits - hex.length()).append(hex);
            }
        }
    }

    /** The shortest digits that read back as the same number, in Python's layout. */
    static String real(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        var text = Double.toString(value);
        var mark = text.indexOf('E');
        return mark < 0 ? text : layOut(shortest(value, text), Integer.parseInt(text.substring(mark + 1)));
    }

    /** The mantissa; the smallest numbers have two digits in Java where one is enough. */
    private static String shortest(double value, String text) {
        var mantissa = text.substring(0, text.indexOf('E'));
        if (Math.abs(value) > Double.MIN_NORMAL) {
            return mantissa;
        }
        var rounded = Math.round(Double.parseDouble(mantissa)) + ".0";
        return Double.parseDouble(rounded + text.substring(mantissa.length())) == value ? rounded : mantissa;
    }

    private static String layOut(String mantissa, int exponent) {
        var sign = mantissa.startsWith("-") ? "-" : "";
        var digits = mantissa.substring(sign.length()).replace(".", "");
        while (digits.length() > 1 && digits.endsWith("0")) {
            digits = digits.substring(0, digits.length() - 1);
        }
        if (exponent >= 16 || exponent < -4) {
            var rest = digits.length() == 1 ? "" : "." + digits.substring(1);
            var size = Math.abs(exponent);
            return sign + digits.charAt(0) + rest + "e" + (exponent < 0 ? "-" : "+") + (size < 10 ? "0" : "") + size;
        }
        if (exponent < 0) {
            return sign + "0." + "0".repeat(-exponent - 1) + digits;
        }
        if (digits.length() <= exponent + 1) {
            return sign + digits + "0".repeat(exponent + 1 - digits.length()) + ".0";
        }
        return sign + digits.substring(0, exponent + 1) + "." + digits.substring(exponent + 1);
    }
}
