package io.orchestrator.worker.tool.data;

import io.orchestrator.model.Value;
import io.orchestrator.worker.tool.Literals;
import io.orchestrator.worker.tool.table.Cells;
import io.orchestrator.worker.tool.table.Table;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A comparison of a column with a value, for example {@code status != 'cancelled'}.
 *
 * @param column whose cell
 * @param operator how it is compared; only numbers or texts have an order
 * @param value with what
 */
record Condition(String column, Operator operator, Value value) {

    private static final Pattern FORM = Pattern.compile("\\s*([^=!<>]+?)\\s*(==|!=|<=|>=|<|>|=)\\s*(.*?)\\s*");

    private static final int MAX_CHARS = 1000;

    enum Operator {
        EQUAL,
        UNEQUAL,
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL;

        private static final Map<String, Operator> SIGNS = Map.of(
                "==",
                EQUAL,
                "=",
                EQUAL,
                "!=",
                UNEQUAL,
                "<",
                LESS,
                "<=",
                LESS_OR_EQUAL,
                ">",
                GREATER,
                ">=",
                GREATER_OR_EQUAL);
    }

    /** Empty where the text is no comparison. An unquoted word on the right is a text. */
    static Optional<Condition> parse(String text) {
        var form = FORM.matcher(text);
        if (text.length() > MAX_CHARS || !form.matches()) {
            return Optional.empty();
        }
        var right = form.group(3);
        var value = Literals.parse(right).orElse(Value.of(right));
        return Optional.ofNullable(Operator.SIGNS.get(form.group(2)))
                .map(operator -> new Condition(form.group(1), operator, value));
    }

    boolean holds(Value.Dict row) {
        var cell = Table.cell(row, column);
        return switch (operator) {
            case EQUAL -> Cells.same(cell, value);
            case UNEQUAL -> !Cells.same(cell, value);
            case LESS -> ordered(cell) && Cells.compare(cell, value) < 0;
            case LESS_OR_EQUAL -> ordered(cell) && Cells.compare(cell, value) <= 0;
            case GREATER -> ordered(cell) && Cells.compare(cell, value) > 0;
            case GREATER_OR_EQUAL -> ordered(cell) && Cells.compare(cell, value) >= 0;
        };
    }

    /** A number has no order with a text, nor anything with a missing cell. */
    private boolean ordered(Value cell) {
        return !Cells.missing(cell)
                && Cells.number(cell).isPresent() == Cells.number(value).isPresent();
    }
}
