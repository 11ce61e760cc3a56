package io.orchestrator.worker.tool;

import io.orchestrator.json.Json;
import io.orchestrator.model.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * Reads lists and maps out of text: JSON, or the Python spelling that templates print ({@code [{'a': None}]}).
 * Tuples read as lists.
 */
public final class Literals {

    /** The deepest nesting read. */
    public static final int MAX_DEPTH = 100;

    private static final String ESCAPES = "nrtbf\\'\"0";
    private static final String ESCAPED = "\n\r\t\b\f\\'\"\0";

    private final String text;
    private int at;

    private Literals(String text) {
        this.text = text;
    }

    /** The value that the whole text spells; empty where it spells none. */
    public static Optional<Value> parse(String text) {
        try {
            return Optional.of(Json.parse(text));
        } catch (Json.InvalidJsonException notJson) {
            return python(text);
        }
    }

    private static Optional<Value> python(String text) {
        try {
            var reader = new Literals(text);
            var value = reader.value(0);
            reader.skipSpace();
            return reader.at == text.length() ? Optional.of(value) : Optional.empty();
        } catch (NotALiteral e) {
            return Optional.empty();
        }
    }

    private Value value(int depth) {
        skipSpace();
        if (depth > MAX_DEPTH) {
            throw new NotALiteral();
        }
        return switch (peek()) {
            case '{' -> dict(depth);
            case '[' -> Value.of(sequence(']', depth));
            case '(' -> Value.of(sequence(')', depth));
            case '\'', '"' -> Value.of(string());
            default -> word();
        };
    }

    private Value dict(int depth) {
        at++;
        var entries = new LinkedHashMap<String, Value>();
        skipSpace();
        while (!accept('}')) {
            skipSpace();
            var key = Conversions.toText(value(depth + 1));
            skipSpace();
            expect(':');
            entries.put(key, value(depth + 1));
            skipSpace();
            if (!accept(',') && peek() != '}') {
                throw new NotALiteral();
            }
            skipSpace();
        }
        return Value.of(entries);
    }

    private List<Value> sequence(char end, int depth) {
        at++;
        var items = new ArrayList<Value>();
        skipSpace();
        while (!accept(end)) {
            items.add(value(depth + 1));
            skipSpace();
            if (!accept(',') && peek() != end) {
                throw new NotALiteral();
            }
            skipSpace();
        }
        return items;
    }

    private String string() {
        var quote = text.charAt(at++);
        var out = new StringBuilder();
        while (!accept(quote)) {
            var c = peek();
            at++;
            if (c == '\\') {
                escape(out);
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private void escape(StringBuilder out) {
        var c = peek();
        at++;
        var known = ESCAPES.indexOf(c);
        if (known >= 0) {
            out.append(ESCAPED.charAt(known));
            return;
        }
        switch (c) {
            case 'x' -> out.appendCodePoint(hex(2));
            case 'u' -> out.append((char) hex(4));
            case 'U' -> out.appendCodePoint(hex(8));
            default -> throw new NotALiteral();
        }
    }

    private int hex(int digits) {
        if (at + digits > text.length()) {
            throw new NotALiteral();
        }
        var number = text.substring(at, at + digits);
        at += digits;
        try {
            var code = Integer.parseInt(number, 16);
            if (!Character.isValidCodePoint(code)) {
                throw new NotALiteral();
            }
            return code;
        } catch (NumberFormatException e) {
            throw new NotALiteral();
        }
    }

    private Value word() {
        var start = at;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || "+-._".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        var word = text.substring(start, at);
        return switch (word) {
            case "None", "null" -> Value.Null.NULL;
            case "True", "true" -> Value.Bool.TRUE;
            case "False", "false" -> Value.Bool.FALSE;
            default -> number(word);
        };
    }

    private static Value number(String word) {
        try {
            return word.matches("[+-]?\\d+") ? Value.of(new BigInteger(word)) : Value.of(Double.parseDouble(word));
        } catch (NumberFormatException e) {
            throw new NotALiteral();
        }
    }

    private char peek() {
        if (at >= text.length()) {
            throw new NotALiteral();
        }
        return text.charAt(at);
    }

    private boolean accept(char c) {
        if (peek() != c) {
            return false;
        }
        at++;
        return true;
    }

    private void expect(char c) {
        if (!accept(c)) {
            throw new NotALiteral();
        }
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    /** Leaves the reader; never escapes it. */
    private static final class NotALiteral extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotALiteral() {
            super(null, null, false, false);
        }
    }
}
