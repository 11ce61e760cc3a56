package io.orchestrator.language;

import io.orchestrator.language.expression.Node;
import io.orchestrator.language.expression.References;
import io.orchestrator.language.template.Block;
import io.orchestrator.language.template.ParsedTemplate;
import io.orchestrator.language.template.Whole;
import io.orchestrator.language.text.PythonText;
import io.orchestrator.language.value.LanguageException;
import io.orchestrator.language.value.Run;
import io.orchestrator.language.value.Scope;
import io.orchestrator.model.Value;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A text with expressions inside: Jinja2's {@code {{ }}}, {@code {% %}} and {@code {# #}}, and {@code ${...}}. A literal
 * <code>${</code> is written <code>$${</code>; <code>${secret:name}</code> stays as it is, but for the mark of
 * {@link Scope#secretMark}. Parsed once, immutable,
 * thread-safe.
 */
public final class Template {

    private final String source;
    private final Block block;
    private final Whole whole;
    private final References references;

    private Template(String source, ParsedTemplate parsed) {
        this.source = source;
        this.block = parsed.block();
        this.whole = parsed.whole();
        this.references = new References();
        block.collect(references);
    }

    /**
     * Parses a template.
     *
     * @throws LanguageException SYNTAX, LIMIT or SECURITY
     */
    public static Template parse(String source) {
        return new Template(source, ParsedTemplate.of(source));
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
        return block.print(run);
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

    /** A path that is the whole template is handed on as it is kept: a large value need not come here. */
    private Value evaluate(Run run, @Nullable Node typed) {
        if (typed != null) {
            run.mayHandOn(typed, Run.HandOn.ANY);
            var item = typed.eval(run);
            var kept = run.handedOn();
            return kept != null ? kept : Values.of(run, item);
        }
        if (whole.node() != null && isBare()) {
            run.mayHandOn(whole.node(), Run.HandOn.TEXT);
        }
        var text = render(run);
        var kept = run.handedOn();
        return kept != null ? kept : Values.made(run, text);
    }

    /** Whether there is no space around the one expression. */
    private boolean isBare() {
        return source.startsWith("{{") && source.endsWith("}}");
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
        return block.isConstant();
    }

    /** The root names it reads, in order of appearance, without those that it binds itself. */
    public Set<String> references() {
        return references.roots();
    }

    /** The names of the secrets that it refers to, in order of appearance. */
    public Set<String> secrets() {
        return references.secrets();
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
}
