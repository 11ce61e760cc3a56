package io.orchestrator.worker.tool.data;

import io.orchestrator.model.Value;
import io.orchestrator.worker.tool.table.Cells;
import io.orchestrator.worker.tool.table.Dates;
import io.orchestrator.worker.tool.table.Table;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads the expressions of {@code calculate}: {@code + - * / ( )}, numbers, columns, {@code DATE_FORMAT(column, '%Y')}.
 * A column whose name is no identifier stands in backticks.
 */
final class Arithmetic {

    private static final int MAX_CHARS = 1000;
    private static final int MAX_DEPTH = 50;

    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(?:(\\d+(?:\\.\\d+)?)|([\\p{L}_][\\p{L}\\p{N}_]*)|`([^`]+)`|'([^']*)'|\"([^\"]*)\"|([-+*/(),]))\\s*");

    private final String text;
    private final Matcher tokens;
    private boolean more;

    private Arithmetic(String text) {
        this.text = text;
        this.tokens = TOKEN.matcher(text);
        advance(0);
    }

    /** @throws IllegalArgumentException saying what is wrong with the expression */
    static Term parse(String text) {
        if (text.length() > MAX_CHARS) {
            throw new IllegalArgumentException("it is longer than " + MAX_CHARS + " characters");
        }
        var parser = new Arithmetic(text);
        var term = parser.sum(0);
        if (parser.more) {
            throw parser.unexpected();
        }
        return term;
    }

    private Term sum(int depth) {
        var left = product(depth);
        while (is("+") || is("-")) {
            var operator = take();
            left = new Term.Operation(operator, left, product(depth));
        }
        return left;
    }

    private Term product(int depth) {
        var left = factor(depth);
        while (is("*") || is("/")) {
            var operator = take();
            left = new Term.Operation(operator, left, factor(depth));
        }
        return left;
    }

    private Term factor(int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("it is nested deeper than " + MAX_DEPTH);
        }
        if (!more) {
            throw new IllegalArgumentException("it ends too early");
        }
        if (is("-")) {
            take();
            return new Term.Operation("-", new Term.Constant(0), factor(depth + 1));
        }
        if (is("(")) {
            take();
            var inner = sum(depth + 1);
            expect(")");
            return inner;
        }
        if (tokens.group(1) != null) {
            return new Term.Constant(Double.parseDouble(take()));
        }
        if (tokens.group(3) != null) {
            return new Term.Column(take());
        }
        if (tokens.group(2) == null) {
            throw unexpected();
        }
        var name = take();
        return is("(") ? function(name) : new Term.Column(name);
    }

    private Term function(String name) {
        if (!name.toUpperCase(Locale.ROOT).equals("DATE_FORMAT")) {
            throw new IllegalArgumentException("unknown function " + name + ", there is DATE_FORMAT(column, format)");
        }
        expect("(");
        if (!more || (tokens.group(2) == null && tokens.group(3) == null)) {
            throw new IllegalArgumentException("DATE_FORMAT needs a column");
        }
        var column = take();
        expect(",");
        if (!more || (tokens.group(4) == null && tokens.group(5) == null)) {
            throw new IllegalArgumentException("DATE_FORMAT needs a format in quotes");
        }
        var format = take();
        expect(")");
        return new Term.DateFormat(column, format);
    }

    private boolean is(String sign) {
        return more && sign.equals(tokens.group(6));
    }

    private void expect(String sign) {
        if (!is(sign)) {
            throw more ? unexpected() : new IllegalArgumentException("it lacks a '" + sign + "'");
        }
        take();
    }

    /** The token's text without quotes; the next token is current. */
    private String take() {
        var token = List.of(1, 2, 3, 4, 5, 6).stream()
                .filter(group -> tokens.group(group) != null)
                .findFirst()
                .map(tokens::group)
                .orElseThrow();
        advance(tokens.end());
        return token;
    }

    private void advance(int from) {
        more = from < text.length();
        if (more && !(tokens.find(from) && tokens.start() == from)) {
            throw new IllegalArgumentException("it cannot be read from character " + (from + 1));
        }
    }

    private IllegalArgumentException unexpected() {
        return new IllegalArgumentException(
                "unexpected '" + tokens.group().strip() + "' at character " + (tokens.start() + 1));
    }

    /** A parsed expression. */
    sealed interface Term {

        /** The value for a row; null where a cell is missing or no number, and for a division by zero. */
        Value value(Value.Dict row);

        /** The columns it reads. */
        List<String> columns();

        /** @param number as written */
        record Constant(double number) implements Term {
            @Override
            public Value value(Value.Dict row) {
                return Cells.number(number);
            }

            @Override
            public List<String> columns() {
                return List.of();
            }
        }

        /** @param name of the column */
        record Column(String name) implements Term {
            @Override
            public Value value(Value.Dict row) {
                return Table.cell(row, name);
            }

            @Override
            public List<String> columns() {
                return List.of(name);
            }
        }

        /**
         * @param operator one of + - * /
         * @param left of it
         * @param right of it
         */
        record Operation(String operator, Term left, Term right) implements Term {
            @Override
            public Value value(Value.Dict row) {
                var cells = List.of(left.value(row), right.value(row));
                var a = Cells.number(cells.getFirst());
                var b = Cells.number(cells.getLast());
                if (a.isEmpty() || b.isEmpty() || (operator.equals("/") && b.getAsDouble() == 0)) {
                    return Value.Null.NULL;
                }
                return switch (operator) {
                    case "+" -> Cells.number(a.getAsDouble() + b.getAsDouble(), cells);
                    case "-" -> Cells.number(a.getAsDouble() - b.getAsDouble(), cells);
                    case "*" -> Cells.number(a.getAsDouble() * b.getAsDouble(), cells);
                    default -> Value.of(a.getAsDouble() / b.getAsDouble());
                };
            }

            @Override
            public List<String> columns() {
                return Stream.concat(left.columns().stream(), right.columns().stream())
                        .toList();
            }
        }

        /**
         * @param column with dates
         * @param format of strftime
         */
        record DateFormat(String column, String format) implements Term {
            @Override
            public Value value(Value.Dict row) {
                return Dates.parse(Table.cell(row, column))
                        .<Value>map(time -> Value.of(Dates.format(time, format)))
                        .orElse(Value.Null.NULL);
            }

            @Override
            public List<String> columns() {
                return List.of(column);
            }
        }
    }
}
