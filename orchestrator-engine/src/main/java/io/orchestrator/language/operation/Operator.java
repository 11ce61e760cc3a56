package io.orchestrator.language.operation;

import io.orchestrator.language.value.Item;
import io.orchestrator.language.value.LanguageException;
import io.orchestrator.language.value.Numbers;
import io.orchestrator.language.value.Run;
import java.util.Optional;

/** The operators between two values. */
public enum Operator {
    ADD("+"),
    SUBTRACT("-"),
    MULTIPLY("*"),
    DIVIDE("/"),
    FLOOR_DIVIDE("//"),
    MODULO("%"),
    POWER("**"),
    CONCATENATE("~");

    private final String symbol;

    Operator(String symbol) {
        this.symbol = symbol;
    }

    /** The operator of a symbol, empty where there is none. */
    public static Optional<Operator> of(String symbol) {
        for (var operator : values()) {
            if (operator.symbol.equals(symbol)) {
                return Optional.of(operator);
            }
        }
        return Optional.empty();
    }

    /**
     * The result.
     *
     * @throws LanguageException TYPE, UNDEFINED or LIMIT
     */
    public Item apply(Run run, Item left, Item right) {
        return switch (this) {
            case ADD -> Arithmetic.add(run, left, right);
            case SUBTRACT -> Arithmetic.subtract(run, left, right);
            case MULTIPLY -> Arithmetic.multiply(run, left, right);
            case DIVIDE -> Numbers.divide(run, number(run, left), number(run, right));
            case FLOOR_DIVIDE -> Numbers.floorDivide(run, number(run, left), number(run, right));
            case MODULO -> Arithmetic.modulo(run, left, right);
            case POWER -> Numbers.power(run, number(run, left), number(run, right));
            case CONCATENATE -> Arithmetic.concatenate(run, left, right);
        };
    }

    private Item number(Run run, Item item) {
        if (Numbers.isNumber(run.defined(item))) {
            return item;
        }
        throw run.type("'" + symbol + "' needs numbers, not " + item.typeName());
    }
}
