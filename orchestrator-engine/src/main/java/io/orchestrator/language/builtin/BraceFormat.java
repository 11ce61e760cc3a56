package io.orchestrator.language.builtin;

import io.orchestrator.language.text.Layout;
import io.orchestrator.language.text.PythonText;
import io.orchestrator.language.value.Bounds;
import io.orchestrator.language.value.Item;
import io.orchestrator.language.value.LanguageException;
import io.orchestrator.language.value.Run;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Python's <code>'{:>8.2f}'.format(value)</code>, without fields of fields. */
final class BraceFormat {

    private static final Pattern FIELD = Pattern.compile(
            "([A-Za-z]\\w*|\\d{0,3})(?:!([rsa]))?(?::((?:.?[<>=^])?[-+ ]?0?\\d{0,7}[,_]?(?:\\.\\d{1,3})?[a-zA-Z%]?))?");
    private static final Pattern SPEC =
            Pattern.compile("(?:(.?)([<>=^]))?([-+ ])?(0)?(\\d*)([,_])?(?:\\.(\\d+))?([a-zA-Z%])?");

    private final Run run;
    private final Args args;
    private final StringBuilder out = new StringBuilder();
    private int next;

    private BraceFormat(Run run, Args args) {
        this.run = run;
        this.args = args;
    }

    /**
     * The text of a pattern.
     *
     * @throws LanguageException TYPE, SECURITY or LIMIT
     */
    static Item format(Run run, String pattern, Args args) {
        var format = new BraceFormat(run, args);
        format.write(pattern);
        return Item.of(run.text(format.out.toString()));
    }

    private void write(String pattern) {
        var position = 0;
        while (position < pattern.length()) {
            var character = pattern.charAt(position);
            if (pattern.startsWith("{{", position) || pattern.startsWith("}}", position)) {
                out.append(character);
                position += 2;
            } else if (character == '{') {
                var close = pattern.indexOf('}', position);
                if (close < 0) {
                    throw run.type("a field of the format is not closed");
                }
                field(pattern.substring(position + 1, close));
                position = close + 1;
            } else {
                out.append(character);
                position++;
            }
            if (out.length() > Bounds.SEQUENCE) {
                throw run.limit("a text of more than " + Bounds.SEQUENCE + " characters");
            }
        }
    }

    private void field(String source) {
        run.charge(1 + source.length());
        var field = FIELD.matcher(source);
        if (!field.matches()) {
            if (source.startsWith("_") || source.contains(".") || source.contains("[")) {
                throw run.security("fields of fields are not part of a format: '{" + source + "}'");
            }
            throw run.type("'{" + source + "}' is no field of a format");
        }
        var value = value(field.group(1));
        var shown = field.group(2) == null
                ? value
                : Item.of(field.group(2).equals("s") ? PythonText.of(run, value) : PythonText.repr(run, value));
        var spec = Optional.ofNullable(field.group(3)).orElse("");
        out.append(spec.isEmpty() ? PythonText.of(run, shown) : layout(spec).apply(run, shown));
    }

    private Item value(String name) {
        if (name.isEmpty() || Character.isDigit(name.charAt(0))) {
            var index = name.isEmpty() ? next++ : Integer.parseInt(name);
            if (index >= args.positional().size()) {
                throw run.type("there are not enough values for the format");
            }
            return run.defined(args.positional().get(index));
        }
        return args.get(run, args.positional().size(), name);
    }

    private Layout layout(String source) {
        var spec = SPEC.matcher(source);
        if (!spec.matches()) {
            throw run.type("'" + source + "' is no format");
        }
        var zero = spec.group(4) != null;
        var fill = group(spec, 1, zero ? "0" : " ");
        var align = group(spec, 2, zero ? "=" : " ");
        var precision = spec.group(7) == null ? null : Integer.valueOf(spec.group(7));
        var width = spec.group(5).isEmpty() ? 0 : Integer.parseInt(spec.group(5));
        return new Layout(
                fill.charAt(0),
                align.charAt(0),
                group(spec, 3, "-").charAt(0),
                group(spec, 6, ""),
                width,
                precision,
                group(spec, 8, " ").charAt(0));
    }

    private static String group(Matcher spec, int number, String fallback) {
        var text = spec.group(number);
        return text == null || text.isEmpty() ? fallback : text;
    }
}
