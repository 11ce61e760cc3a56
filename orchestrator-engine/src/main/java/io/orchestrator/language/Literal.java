package io.orchestrator.language;

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
