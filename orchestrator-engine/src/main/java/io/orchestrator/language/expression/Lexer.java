package io.orchestrator.language.expression;

import io.orchestrator.language.value.Bounds;
import io.orchestrator.language.value.Item;
import io.orchestrator.language.value.LanguageException;
import io.orchestrator.language.value.LanguageException.Kind;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Cuts one expression into tokens, up to the delimiter that ends it. */
public final class Lexer {

    private static final Set<String> TWO_CHARACTERS = Set.of("**", "//", "==", "!=", "<=", ">=", "${");
    private static final String ONE_CHARACTER = "+-*/%~()[]{}<>=.,:|;";

    private final String source;
    private final int start;
    private final Ending ending;
    private final List<Token> tokens = new ArrayList<>();
    private int position;
    private int open;

    /** What ends the expression where no bracket is open. */
    public enum Ending {
        /** The end of the source. */
        SOURCE(""),
        /** Of a printed expression. */
        PRINT("}}"),
        /** Of a statement. */
        STATEMENT("%}"),
        /** Of an expression that began with a dollar sign and a brace. */
        DOLLAR("}");

        private final String delimiter;

        Ending(String delimiter) {
            this.delimiter = delimiter;
        }
    }

    /** Whether and how the delimiter strips the text after it. */
    public enum Sign {
        NONE,
        MINUS,
        PLUS
    }

    /**
     * The tokens of one expression.
     *
     * @param tokens the tokens, the last one of kind END
     * @param next the first character after the delimiter
     * @param sign the sign in front of the delimiter
     */
    public record Result(List<Token> tokens, int next, Sign sign) {}

    private Lexer(String source, int start, Ending ending) {
        this.source = source;
        this.start = start;
        this.position = start;
        this.ending = ending;
    }

    /**
     * The tokens from a character on.
     *
     * @throws LanguageException SYNTAX or LIMIT
     */
    public static Result scan(String source, int start, Ending ending) {
        return new Lexer(source, start, ending).scan();
    }

    private Result scan() {
        while (true) {
            skipSpace();
            if (position - start > Bounds.EXPRESSION_CHARS) {
                throw new LanguageException(
                        Kind.LIMIT, start, "an expression has more than " + Bounds.EXPRESSION_CHARS + " characters");
            }
            var sign = sign();
            var end = position + (sign == Sign.NONE ? 0 : 1);
            if (open == 0 && ends(end)) {
                tokens.add(new Token(Token.Kind.END, "", Item.None.NONE, position));
                return new Result(tokens, end + ending.delimiter.length(), sign);
            }
            if (position == source.length()) {
                throw fail(
                        start,
                        ending == Ending.SOURCE
                                ? "a bracket is not closed"
                                : "the expression is not closed: '" + ending.delimiter + "' is missing");
            }
            token();
        }
    }

    private Sign sign() {
        if (ending == Ending.SOURCE || ending == Ending.DOLLAR || !ends(position + 1)) {
            return Sign.NONE;
        }
        return switch (source.charAt(position)) {
            case '-' -> Sign.MINUS;
            case '+' -> ending == Ending.STATEMENT ? Sign.PLUS : Sign.NONE;
            default -> Sign.NONE;
        };
    }

    private boolean ends(int at) {
        return ending == Ending.SOURCE ? at == source.length() : source.startsWith(ending.delimiter, at);
    }

    private void skipSpace() {
        while (position < source.length() && Character.isWhitespace(source.charAt(position))) {
            position++;
        }
    }

    private void token() {
        var first = source.charAt(position);
        if (startsName(position)) {
            name();
        } else if (first >= '0' && first <= '9') {
            number();
        } else if (first == '"' || first == '\'') {
            text(first);
        } else {
            operator(first);
        }
    }

    /** A name may begin with a dollar sign: the spelling of loop variables in the original's documents. */
    private boolean startsName(int at) {
        var first = source.charAt(at);
        return first == '$' ? at + 1 < source.length() && letter(source.charAt(at + 1)) : letter(first);
    }

    private static boolean letter(char character) {
        return character == '_' || Character.isLetter(character);
    }

    private void name() {
        var from = position++;
        while (position < source.length() && part(source.charAt(position))) {
            position++;
        }
        add(Token.Kind.NAME, from, Item.None.NONE);
    }

    private static boolean part(char character) {
        return character == '_' || Character.isLetterOrDigit(character);
    }

    private void operator(char first) {
        var from = position;
        if (position + 2 <= source.length() && TWO_CHARACTERS.contains(source.substring(position, position + 2))) {
            position += 2;
        } else if (ONE_CHARACTER.indexOf(first) >= 0) {
            position++;
        } else {
            throw fail(position, unexpected(first));
        }
        var text = source.substring(from, position);
        if ("([{".indexOf(first) >= 0 || text.equals("${")) {
            open++;
        } else if (")]}".indexOf(first) >= 0 && --open < 0) {
            throw fail(from, "unexpected '" + first + "'");
        }
        tokens.add(new Token(Token.Kind.OPERATOR, text, Item.None.NONE, from));
    }

    private static String unexpected(char first) {
        return switch (first) {
            case '&' -> "unexpected '&': write 'and'";
            case '!' -> "unexpected '!': write 'not'";
            case '?' -> "unexpected '?': write 'a if condition else b'";
            default -> "unexpected '" + first + "'";
        };
    }

    private void number() {
        var from = position;
        if (!tokens.isEmpty() && tokens.getLast().isOperator(".")) {
            digits();
            add(Token.Kind.NUMBER, from, integer(from, source.substring(from, position), 10));
            return;
        }
        var radix = radix();
        if (radix != 10) {
            position += 2;
            while (position < source.length()
                    && (Character.digit(source.charAt(position), radix) >= 0 || source.charAt(position) == '_')) {
                position++;
            }
            add(Token.Kind.NUMBER, from, integer(from, source.substring(from + 2, position), radix));
            return;
        }
        digits();
        var whole = position;
        fraction();
        exponent();
        var text = source.substring(from, position).replace("_", "");
        add(
                Token.Kind.NUMBER,
                from,
                position == whole ? integer(from, text, 10) : new Item.Real(Double.parseDouble(text)));
    }

    private int radix() {
        if (source.charAt(position) != '0' || position + 1 == source.length()) {
            return 10;
        }
        return switch (source.charAt(position + 1)) {
            case 'x', 'X' -> 16;
            case 'o', 'O' -> 8;
            case 'b', 'B' -> 2;
            default -> 10;
        };
    }

    private void digits() {
        while (position < source.length()
                && (digit(position) || (source.charAt(position) == '_' && digit(position + 1)))) {
            position++;
        }
    }

    private boolean digit(int at) {
        return at < source.length() && source.charAt(at) >= '0' && source.charAt(at) <= '9';
    }

    private void fraction() {
        if (position < source.length() && source.charAt(position) == '.' && digit(position + 1)) {
            position++;
            digits();
        }
    }

    private void exponent() {
        if (position < source.length() && (source.charAt(position) == 'e' || source.charAt(position) == 'E')) {
            var next = position + 1;
            if (next < source.length() && (source.charAt(next) == '+' || source.charAt(next) == '-')) {
                next++;
            }
            if (digit(next)) {
                position = next;
                digits();
            }
        }
    }

    private Item integer(int from, String text, int radix) {
        var digits = text.replace("_", "");
        if (digits.isEmpty()) {
            throw fail(from, "a number has no digits");
        }
        return Item.of(new BigInteger(digits, radix));
    }

    private void text(char quote) {
        var from = position++;
        while (position < source.length() && source.charAt(position) != quote) {
            position += source.charAt(position) == '\\' ? 2 : 1;
        }
        if (position >= source.length()) {
            throw fail(from, "a text is not closed: " + quote + " is missing");
        }
        var value = Escapes.resolve(source.substring(from + 1, position), from);
        position++;
        add(Token.Kind.TEXT, from, Item.of(value));
    }

    private void add(Token.Kind kind, int from, Item value) {
        tokens.add(new Token(kind, source.substring(from, position), value, from));
    }

    private static LanguageException fail(int at, String message) {
        return new LanguageException(Kind.SYNTAX, at, message);
    }
}
