package io.orchestrator.language.expression;

import io.orchestrator.language.value.Item;
import io.orchestrator.language.value.Place;
import io.orchestrator.language.value.Run;

/**
 * A constant.
 *
 * @param value a text, number, truth value or None
 */
record Literal(Item value) implements Node {

    @Override
    public Item eval(Run run) {
        return value;
    }

    @Override
    public void collect(References found) {}

    @Override
    public String describe() {
        return Place.written(value);
    }
}
