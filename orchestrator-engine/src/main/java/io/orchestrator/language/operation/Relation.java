package io.orchestrator.language.operation;

import io.orchestrator.language.value.Item;
import io.orchestrator.language.value.LanguageException;
import io.orchestrator.language.value.Run;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a comparison asks. */
public enum Relation {
    EQUAL("=="),
    NOT_EQUAL("!="),
    LESS("<"),
    AT_MOST("<="),
    GREATER(">"),
    AT_LEAST(">="),
    IN("in"),
    NOT_IN("not in");

    private final String symbol;

    Relation(String symbol) {
        this.symbol = symbol;
    }

    /** The relation of a symbol, empty where there is none. */
    public static Optional<Relation> of(String symbol) {
        for (var relation : values()) {
            if (relation.symbol.equals(symbol)) {
                return Optional.of(relation);
            }
        }
        return Optional.empty();
    }

    /**
     * Whether it holds.
     *
     * @throws LanguageException TYPE, UNDEFINED or LIMIT
     */
    public boolean holds(Run run, Item left, Item right) {
        return switch (this) {
            case EQUAL -> Comparison.equal(run, left, right);
            case NOT_EQUAL -> !Comparison.equal(run, left, right);
            case IN -> Comparison.contains(run, right, run.defined(left));
            case NOT_IN -> !Comparison.contains(run, right, run.defined(left));
            case LESS, AT_MOST, GREATER, AT_LEAST -> ordered(Comparison.order(run, left, right));
        };
    }

    private boolean ordered(@Nullable Integer order) {
        if (order == null) {
            return false;
        }
        return switch (this) {
            case LESS -> order < 0;
            case AT_MOST -> order <= 0;
            case GREATER -> order > 0;
            case AT_LEAST -> order >= 0;
            case EQUAL, NOT_EQUAL, IN, NOT_IN -> throw new IllegalStateException(symbol + " is no order");
        };
    }
}
