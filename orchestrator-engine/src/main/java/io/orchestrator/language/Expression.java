package io.orchestrator.language;

import io.orchestrator.language.expression.ExpressionParser;
import io.orchestrator.language.expression.Lexer;
import io.orchestrator.language.expression.Node;
import io.orchestrator.language.expression.References;
import io.orchestrator.language.expression.Tokens;
import io.orchestrator.language.expression.Vocabulary;
import io.orchestrator.language.operation.Comparison;
import io.orchestrator.language.template.Interpolated;
import io.orchestrator.language.value.LanguageException;
import io.orchestrator.language.value.Run;
import io.orchestrator.language.value.Scope;
import io.orchestrator.model.Value;
import java.util.List;
import java.util.Set;

/**
 * One expression, as in conditions: bare, with braces around the whole, or with braces around parts of it. Its functions
 * are those of the language without {@code range}. Parsed once, immutable, thread-safe.
 */
public final class Expression {

    private final String source;
    private final Node node;
    private final References references;

    private Expression(String source, Node node) {
        this.source = source;
        this.node = node;
        this.references = new References();
        node.collect(references);
    }

    /**
     * What a condition came to.
     *
     * @param holds the truth of the value; false where it could not be evaluated
     * @param why empty where it was evaluated, else why it could not be
     */
    public record Condition(boolean holds, String why) {}

    /**
     * Parses {@code a > 3}, <code>{{ a > 3 }}</code>, {@code ${a > 3}} or <code>'x' in {{ names }}</code>.
     *
     * @throws LanguageException SYNTAX, LIMIT or SECURITY
     */
    public static Expression parse(String source) {
        var vocabulary = Vocabulary.ofCondition(Interpolated::parse);
        var tokens = new Tokens(Lexer.scan(source, 0, Lexer.Ending.SOURCE).tokens());
        var node = new ExpressionParser(tokens, vocabulary).tuple();
        tokens.expectEnd();
        vocabulary.end();
        return new Expression(source, node);
    }

    /**
     * The value.
     *
     * @throws LanguageException UNDEFINED with the path and the nearest known name; TYPE or LIMIT
     */
    public Value evaluate(Scope scope) {
        return StackGuard.within(() -> {
            var run = new Run(scope);
            return Values.of(run, node.eval(run));
        });
    }

    /** Whether the expression holds; fails closed, so it throws nothing that an evaluation can raise. */
    public Condition test(Scope scope) {
        try {
            return StackGuard.within(() -> {
                var run = new Run(scope);
                return new Condition(Comparison.truth(run, node.eval(run)), "");
            });
        } catch (LanguageException e) {
            return new Condition(false, String.valueOf(e.getMessage()));
        }
    }

    /**
     * The root names it reads, in order of appearance, without those that it binds itself. A name is as written, so it
     * may begin with a dollar sign.
     */
    public Set<String> references() {
        return references.roots();
    }

    /**
     * The paths it reads, each from the root name to the first element that is no field or text key, as
     * {@code ["fetch", "result", "points"]}.
     */
    public List<List<String>> paths() {
        return references.paths();
    }

    /** Those of {@link #paths} that must have a value: not only under {@code default}, nor tested by {@code is defined}. */
    public List<List<String>> requiredPaths() {
        return references.requiredPaths();
    }

    /** The text it was parsed from. */
    public String source() {
        return source;
    }
}
