package io.orchestrator.language;

import io.orchestrator.model.Value;
import java.util.List;
import java.util.Set;

/** A text with expressions inside. Parsed once, immutable, thread-safe. */
public final class Template {

    private final String source;
    private final List<String> path;

    private Template(String source, List<String> path) {
        this.source = source;
        this.path = path;
    }

    /**
     * Parses Jinja2's syntax and {@code ${expr}}.
     *
     * @throws LanguageException SYNTAX, LIMIT or SECURITY
     */
    public static Template parse(String source) {
        var bare = PathText.withoutBraces(source);
        return new Template(source, bare.equals(source) ? List.of() : PathText.parse(bare));
    }

    /**
     * The text.
     *
     * @throws LanguageException where something inside has no value
     */
    public String render(Scope scope) {
        return evaluateTyped(scope) instanceof Value.Text text ? text.value() : String.valueOf(evaluateTyped(scope));
    }

    /** The value with its type where the source is one whole {@code ${...}}, else the text. */
    public Value evaluate(Scope scope) {
        return source.startsWith("${") ? evaluateTyped(scope) : Value.of(render(scope));
    }

    /** As {@link #evaluate}, but one whole <code>{{ ... }}</code> keeps its type as well. */
    public Value evaluateTyped(Scope scope) {
        return path.isEmpty() ? Value.of(source) : PathText.read(path, scope);
    }

    /** Whether it reads nothing and always gives the same text. */
    public boolean isConstant() {
        return path.isEmpty();
    }

    /** The root names it reads, in order of appearance. */
    public Set<String> references() {
        return isConstant() ? Set.of() : Set.of(path.getFirst());
    }

    /** The paths it reads, for checks at compile time. */
    public List<List<String>> paths() {
        return isConstant() ? List.of() : List.of(path);
    }

    /** The text it was parsed from. */
    public String source() {
        return source;
    }
}
