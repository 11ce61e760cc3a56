package io.orchestrator.language;

import io.orchestrator.model.Value;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A text with expressions inside: Jinja2's {@code {{ }}}, {@code {% %}} and {@code {# #}}, and {@code ${...}}. A literal
 * <code>${</code> is written <code>$${</code>; <code>${secret:name}</code> stays as it is. Parsed once, immutable,
 * thread-safe.
 */
public final class Template {

    private final String source;
    private final Block block;
    private final Whole whole;
    private final References references;

    /** Whether the source is one expression and nothing else, and the expression then. */
    private record Whole(Kind kind, @Nullable Node node) {
        private enum Kind {
            /** Exactly one {@code ${...}}. */
            DOLLAR,
            /** One expression in either spelling, with space around at most. */
            ALONE,
            NO
        }
    }

    private Template(String source, List<Segment> segments) {
        this.source = source;
        this.block = TemplateParser.parse(segments);
        this.whole = whole(segments, block);
        this.references = new References();
        block.collect(references);
    }

    /**
     * Parses a template.
     *
     * @throws LanguageException SYNTAX, LIMIT or SECURITY
     */
    public static Template parse(String source) {
        return new Template(source, TemplateScanner.scan(source));
    }

    /**
     * The text.
     *
     * @throws LanguageException UNDEFINED with the path and the nearest known name; TYPE or LIMIT
     */
    public String render(Scope scope) {
        return StackGuard.within(() -> render(new Run(scope)));
    }

    private String render(Run run) {
        if (whole.kind() == Whole.Kind.DOLLAR && whole.node() != null) {
            return PythonText.of(run, whole.node().eval(run));
        }
        var out = new Output(run);
        block.run(run, out);
        return out.toString();
    }

    /**
     * The value with its type where the source is one whole {@code ${...}}, else the text.
     *
     * @throws LanguageException as {@link #render}
     */
    public Value evaluate(Scope scope) {
        return StackGuard.within(
                () -> evaluate(new Run(scope), whole.kind() == Whole.Kind.DOLLAR ? whole.node() : null));
    }

    private Value evaluate(Run run, @Nullable Node typed) {
        return typed == null ? Value.of(render(run)) : Values.of(run, typed.eval(run));
    }

    /**
     * As {@link #evaluate}, but one whole <code>{{ ... }}</code> keeps its type as well, and space around is ignored.
     * For places that want a list, a number or a truth value.
     *
     * @throws LanguageException as {@link #render}
     */
    public Value evaluateTyped(Scope scope) {
        return StackGuard.within(() -> evaluate(new Run(scope), whole.node()));
    }

    /** Whether it has no expressions, so it always gives the same text. */
    public boolean isConstant() {
        return block.statements().stream().allMatch(Statement.Text.class::isInstance);
    }

    /** The root names it reads, in order of appearance, without those that it binds itself. */
    public Set<String> references() {
        return references.roots();
    }

    /** The paths it reads; see {@link Expression#paths}. */
    public List<List<String>> paths() {
        return references.paths();
    }

    /** Those of {@link #paths} that must have a value; see {@link Expression#requiredPaths}. */
    public List<List<String>> requiredPaths() {
        return references.requiredPaths();
    }

    /** The text it was parsed from. */
    public String source() {
        return source;
    }

    private static Whole whole(List<Segment> segments, Block block) {
        Node node = null;
        var expressions = 0;
        var dollar = false;
        for (var index = 0; index < segments.size(); index++) {
            var segment = segments.get(index);
            if (segment instanceof Segment.Print print
                    && block.statements().get(index) instanceof Statement.Print statement) {
                node = statement.value();
                dollar = print.dollar();
                expressions++;
            } else if (!(segment instanceof Segment.Text text && text.text().isBlank())) {
                return new Whole(Whole.Kind.NO, null);
            }
        }
        if (expressions != 1) {
            return new Whole(Whole.Kind.NO, null);
        }
        return new Whole(dollar && segments.size() == 1 ? Whole.Kind.DOLLAR : Whole.Kind.ALONE, node);
    }
}
