package io.orchestrator.language.expression;

import io.orchestrator.language.value.LanguageException;
import io.orchestrator.language.value.LanguageException.Kind;

/** Python's escapes in the literals of texts. Unknown ones stay as they are, backslash included. */
final class Escapes {

    private Escapes() {}

    /**
     * The text that a literal stands for.
     *
     * @param body what is between the quotes
     * @param offset where the literal is, for errors
     */
    static String resolve(String body, int offset) {
        if (body.indexOf('\\') < 0) {
            return body;
        }
        var out = new StringBuilder(body.length());
        var position = 0;
        while (position < body.length()) {
            var character = body.charAt(position);
            if (character != '\\' || position + 1 == body.length()) {
                out.append(character);
                position++;
            } else {
                position = escape(body, position + 1, out, offset);
            }
        }
        return out.toString();
    }

    private static int escape(String body, int at, StringBuilder out, int offset) {
        var letter = body.charAt(at);
        switch (letter) {
            case '\n' -> {}
            case '\\', '\'', '"' -> out.append(letter);
            case 'n' -> out.append('\n');
            case 't' -> out.append('\t');
            case 'r' -> out.append('\r');
            case 'a' -> out.append('\u0007');
            case 'b' -> out.append('\b');
            case 'f' -> out.append('\f');
            case 'v' -> out.append('\u000b');
            case 'x' -> {
                return code(body, at + 1, 2, out, offset);
            }
            case 'u' -> {
                return code(body, at + 1, 4, out, offset);
            }
            case 'U' -> {
                return code(body, at + 1, 8, out, offset);
            }
            case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                return octal(body, at, out);
            }
            default -> out.append('\\').append(letter);
        }
        return at + 1;
    }

    private static int code(String body, int from, int digits, StringBuilder out, int offset) {
        var value = 0L;
        for (var at = from; at < from + digits; at++) {
            var digit = at < body.length() ? Character.digit(body.charAt(at), 16) : -1;
            if (digit < 0) {
                throw new LanguageException(Kind.SYNTAX, offset, "an escape needs " + digits + " hexadecimal digits");
            }
            value = value * 16 + digit;
        }
        if (value > Character.MAX_CODE_POINT) {
            throw new LanguageException(Kind.SYNTAX, offset, "an escape is beyond Unicode");
        }
        out.appendCodePoint((int) value);
        return from + digits;
    }

    private static int octal(String body, int from, StringBuilder out) {
        var value = 0;
        var at = from;
        while (at < body.length() && at < from + 3 && body.charAt(at) >= '0' && body.charAt(at) <= '7') {
            value = value * 8 + body.charAt(at) - '0';
            at++;
        }
        out.append((char) value);
        return at;
    }
}
