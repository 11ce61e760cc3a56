package io.orchestrator.language.template;

import io.orchestrator.language.expression.Macro;
import io.orchestrator.language.expression.References;
import io.orchestrator.language.value.Frame;
import io.orchestrator.language.value.Item;
import io.orchestrator.language.value.Run;
import java.util.List;

/**
 * Statements in order.
 *
 * @param statements the statements
 */
public record Block(List<Statement> statements) implements Macro.Body {

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
    public String print(Run run) {
        var out = new Output(run);
        run(run, out);
        return out.toString();
    }

    @Override
    public Item capture(Run run) {
        return Item.of(print(run));
    }

    /** Whether it always prints the same text, since there are no expressions in it. */
    public boolean isConstant() {
        return statements.stream()
                .allMatch(statement -> statement instanceof Statement.Text || statement instanceof Statement.Secret);
    }

    public void collect(References found) {
        statements.forEach(statement -> statement.collect(found));
    }

    void collectInside(References found) {
        found.open();
        collect(found);
        found.close();
    }
}
