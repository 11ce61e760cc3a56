package io.orchestrator.language;

import io.orchestrator.model.Value;
import java.util.List;
import java.util.Set;

/** One expression, as in conditions: bare, or with braces around the whole. Parsed once, immutable, thread-safe. */
public final class Expression {

    private final String source;
    private final List<String> path;

    private Expression(String source, List<String> path) {
        this.source = source;
        this.path = path;
    }

    /**
     * What a condition came to.
     *
     * @param holds the truth of the value; false where it could not be evaluated
     * @param why empty where it was evaluated, else why it could not be
     */
    public record Condition(boolean holds, String why) {}

    /**
     * Parses {@code a > 3}, {@code {{ a > 3 }}} or {@code ${a > 3}}.
     *
     * @throws LanguageException SYNTAX, LIMIT or SECURITY
     */
    public static Expression parse(String source) {
        return new Expression(source, PathText.parse(PathText.withoutBraces(source)));
    }

    /**
     * The value.
     *
     * @throws LanguageException where it has none
     */
    public Value evaluate(Scope scope) {
        return PathText.read(path, scope);
    }

    /** Whether the expression holds; fails closed, so it throws nothing that an evaluation can raise. */
    public Condition test(Scope scope) {
        try {
            return new Condition(PathText.truth(evaluate(scope)), "");
        } catch (LanguageException e) {
            return new Condition(false, String.valueOf(e.getMessage()));
        }
    }

    /** The root names it reads, in order of appearance. */
    public Set<String> references() {
        return Set.of(path.getFirst());
    }

    /** The paths it reads, for checks at compile time. */
    public List<List<String>> paths() {
        return List.of(path);
    }

    /** The text it was parsed from. */
    public String source() {
        return source;
    }
}
