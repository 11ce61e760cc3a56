package io.orchestrator.language;

import java.util.List;

/**
 * Statements in order.
 *
 * @param statements the statements
 */
record Block(List<Statement> statements) implements Macro.Body {

    static final Block EMPTY = new Block(List.of());

    void run(Run run, Output out) {
        for (var statement : statements) {
            statement.run(run, out);
        }
    }

    /** Runs it with names of its own. */
    void runInside(Run run, Output out) {
        var outer = run.swap(new Frame(run.frame()));
        run(run, out);
        run.swap(outer);
    }

    /** The text that it prints. */
    String print(Run run) {
        var out = new Output(run);
        run(run, out);
        return out.toString();
    }

    @Override
    public Item capture(Run run) {
        return Item.of(print(run));
    }

    /** Whether it always prints the same text, since there are no expressions in it. */
    boolean isConstant() {
        return statements.stream().allMatch(Statement.Text.class::isInstance);
    }

    void collect(References found) {
        statements.forEach(statement -> statement.collect(found));
    }

    void collectInside(References found) {
        found.open();
        collect(found);
        found.close();
    }
}
