package io.orchestrator.language;

import java.util.List;

/**
 * Statements in order.
 *
 * @param statements the statements
 */
record Block(List<Statement> statements) {

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

    /** What it prints. */
    Item capture(Run run) {
        var out = new Output(run);
        run(run, out);
        return Item.of(out.toString());
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
