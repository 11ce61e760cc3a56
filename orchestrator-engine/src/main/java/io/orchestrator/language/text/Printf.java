package io.orchestrator.language.text;

import io.orchestrator.language.value.Bounds;
import io.orchestrator.language.value.Dict;
import io.orchestrator.language.value.Item;
import io.orchestrator.language.value.LanguageException;
import io.orchestrator.language.value.Numbers;
import io.orchestrator.language.value.Run;
import io.orchestrator.language.value.Seq;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Python's {@code '%s' % value}. */
public final class Printf {

    private static final String FLAGS = "-+ 0#";
    private static final int NUMBER_DIGITS = 7;

    private final Run run;
    private final String pattern;
    private final Item operand;
    private final List<Item> values;
    private final StringBuilder out = new StringBuilder();
    private int position;
    private int used;

    private Printf(Run run, String pattern, Item operand) {
        this.run = run;
        this.pattern = pattern;
        this.operand = operand;
        this.values = operand instanceof Seq seq && seq.kind().fixed() ? seq.items() : List.of(operand);
    }

    /**
     * The text of a pattern.
     *
     * @param operand a tuple of values, a dict for <code>%(name)s</code>, or one value
     * @throws LanguageException TYPE or LIMIT
     */
    public static String format(Run run, String pattern, Item operand) {
        return new Printf(run, pattern, operand).format();
    }

    private String format() {
        run.chargeText(pattern.length());
        while (position < pattern.length()) {
            var character = pattern.charAt(position++);
            if (character != '%') {
                out.append(character);
            } else if (pattern.startsWith("%", position)) {
                out.append('%');
                position++;
            } else {
                convert();
            }
            if (out.length() > Bounds.SEQUENCE) {
                throw run.limit("a text of more than " + Bounds.SEQUENCE + " characters");
            }
        }
        if (used < values.size() && !(operand instanceof Dict)) {
            throw run.type("not all values were used by the format: " + used + " of " + values.size());
        }
        return run.text(out.toString());
    }

    private void convert() {
        run.step();
        var name = name();
        var flags = flags();
        if (flags.indexOf('#') >= 0) {
            throw run.type("the flag '#' is not part of a format here");
        }
        var width = number();
        var precision = precision();
        while (position < pattern.length() && "lhL".indexOf(pattern.charAt(position)) >= 0) {
            position++;
        }
        if (position == pattern.length()) {
            throw run.type("the format ends within a conversion");
        }
        var type = pattern.charAt(position++);
        if ("diouxXeEfFgGcrsa".indexOf(type) < 0) {
            throw run.type("there is no format '%" + type + "'");
        }
        var value = name == null ? nextValue() : named(name);
        var numeric = "diouxXeEfFgG".indexOf(type) >= 0;
        var zeros = numeric && flags.indexOf('0') >= 0 && flags.indexOf('-') < 0;
        var align = flags.indexOf('-') >= 0 ? '<' : zeros ? '=' : '>';
        var sign = flags.indexOf('+') >= 0 ? '+' : flags.indexOf(' ') >= 0 ? ' ' : '-';
        out.append(new Layout(zeros ? '0' : ' ', align, sign, "", width, precision, type).apply(run, value));
    }

    private @Nullable String name() {
        if (!pattern.startsWith("(", position)) {
            return null;
        }
        var close = pattern.indexOf(')', position);
        if (close < 0) {
            throw run.type("the format has a name that is not closed");
        }
        var name = pattern.substring(position + 1, close);
        position = close + 1;
        return name;
    }

    private String flags() {
        var from = position;
        while (position < pattern.length() && FLAGS.indexOf(pattern.charAt(position)) >= 0) {
            position++;
        }
        return pattern.substring(from, position);
    }

    private @Nullable Integer precision() {
        if (!pattern.startsWith(".", position)) {
            return null;
        }
        position++;
        return number();
    }

    private int number() {
        if (pattern.startsWith("*", position)) {
            position++;
            var width = run.defined(nextValue());
            return width == Item.None.NONE ? 0 : Numbers.cut(run, width, "width");
        }
        var from = position;
        while (position < pattern.length() && pattern.charAt(position) >= '0' && pattern.charAt(position) <= '9') {
            position++;
        }
        if (position - from > NUMBER_DIGITS) {
            throw run.limit("a width or precision of more than " + NUMBER_DIGITS + " digits");
        }
        return from == position ? 0 : Integer.parseInt(pattern.substring(from, position));
    }

    private Item nextValue() {
        if (used >= values.size()) {
            throw run.type("there are not enough values for the format");
        }
        return values.get(used++);
    }

    private Item named(String name) {
        if (operand instanceof Dict dict) {
            var value = dict.get(name);
            if (value != null) {
                return value;
            }
            throw run.type("the format has no value '" + name + "'");
        }
        throw run.type("the format needs names, so it needs a dict");
    }
}
