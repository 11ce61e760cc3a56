package io.orchestrator.compile.pipeline.field;

import io.orchestrator.compile.document.Findings;
import io.orchestrator.compile.document.Node;
import io.orchestrator.language.Expression;
import io.orchestrator.language.Template;
import io.orchestrator.language.ValueTemplate;
import io.orchestrator.language.value.LanguageException;
import io.orchestrator.model.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** Parses the templates of one step, or of the outputs; reports broken ones and collects what the others read. */
public final class TemplateReader {

    private static final Pattern FILE_INCLUSION = Pattern.compile("\\{\\{\\s*file:|<<\\s*[\\w./-]+\\.\\w+\\s*>>");
    private static final Template EMPTY = Template.parse("");

    private final Findings findings;
    private final List<Reference> references = new ArrayList<>();

    public TemplateReader(Findings findings) {
        this.findings = findings;
    }

    /** Whether the text has parts that are evaluated. */
    public static boolean isTemplate(String text) {
        return text.contains("{{") || text.contains("{%") || text.contains("${") || AutoTags.in(text);
    }

    /** What the texts read so far refer to. */
    public List<Reference> references() {
        return List.copyOf(references);
    }

    /** Texts inside the node are templates; keys are not. */
    public ValueTemplate value(Node node) {
        return value(node, this::withoutSecrets);
    }

    /** As {@link #value}, for what only a worker sees: it may refer to secrets. */
    public ValueTemplate valueForWorker(Node node) {
        return value(node, (template, scalar) -> {});
    }

    /** As {@link #value}, but each entry sees those above it, and needs no step for their names. */
    public ValueTemplate inOrder(Node.Mapping mapping) {
        var above = new HashSet<String>();
        mapping.entries().forEach((name, entry) -> {
            var from = references.size();
            walk(entry.node(), this::withoutSecrets);
            references.subList(from, references.size()).removeIf(reference -> above.contains(reference.root()));
            above.add(name);
        });
        return ValueTemplate.of(mapping.value(), (path, problem) -> {
            // The walk has reported it with its place.
        });
    }

    /** A text with templates in it. */
    public Template text(Node.Scalar scalar) {
        var template = parse(scalar).orElse(EMPTY);
        withoutSecrets(template, scalar);
        return template;
    }

    /** As {@link #text}, for what only a worker sees: it may refer to secrets. */
    public Template textForWorker(Node.Scalar scalar) {
        return parse(scalar).orElse(EMPTY);
    }

    private void withoutSecrets(Template template, Node.Scalar scalar) {
        if (!template.secrets().isEmpty()) {
            findings.error(
                    "secret-misplaced",
                    scalar.place(),
                    "${secret:" + template.secrets().iterator().next()
                            + "} cannot be used here: only workers know secrets",
                    "write it among the parameters of the step that calls the tool or the model");
        }
    }

    private ValueTemplate value(Node node, BiConsumer<Template, Node.Scalar> check) {
        walk(node, check);
        return ValueTemplate.of(node.value(), (path, problem) -> {
            // The walk has reported it with its place.
        });
    }

    /** An expression, with or without braces. */
    public Optional<Expression> condition(Node.Scalar scalar) {
        if (deferred(scalar)) {
            return Optional.empty();
        }
        if (scalar.text().isBlank()) {
            findings.error("bad-value", scalar.place(), "the condition is empty", "remove it, or write an expression");
            return Optional.empty();
        }
        try {
            var expression = Expression.parse(scalar.text().strip());
            collect(expression.paths(), expression.requiredPaths(), scalar);
            return Optional.of(expression);
        } catch (LanguageException e) {
            report(scalar, e);
            return Optional.empty();
        }
    }

    private void walk(Node node, BiConsumer<Template, Node.Scalar> check) {
        switch (node) {
            case Node.Mapping mapping -> mapping.entries().values().forEach(entry -> walk(entry.node(), check));
            case Node.Sequence list -> list.items().forEach(item -> walk(item, check));
            case Node.Scalar scalar -> {
                if (scalar.value() instanceof Value.Text) {
                    parse(scalar).ifPresent(template -> check.accept(template, scalar));
                }
            }
        }
    }

    private Optional<Template> parse(Node.Scalar scalar) {
        if (deferred(scalar)) {
            return Optional.empty();
        }
        try {
            var template = Template.parse(scalar.text());
            collect(template.paths(), template.requiredPaths(), scalar);
            return Optional.of(template);
        } catch (LanguageException e) {
            report(scalar, e);
            return Optional.empty();
        }
    }

    private void collect(List<List<String>> paths, List<List<String>> required, Node.Scalar scalar) {
        var needed = Set.copyOf(required);
        paths.forEach(path -> references.add(new Reference(path, scalar, !needed.contains(path))));
    }

    /** Whether the text holds what another finding already speaks of. */
    private boolean deferred(Node.Scalar scalar) {
        if (AutoTags.in(scalar.text())) {
            return true;
        }
        var inclusion = FILE_INCLUSION.matcher(scalar.text());
        if (!inclusion.find()) {
            return false;
        }
        findings.error(
                "include-unresolved",
                findings.source().locate(scalar, inclusion.start()),
                "a file is to be included here: the client does that before it publishes",
                "use orchestrator run, submit or publish, or Inclusion.inline of the Java client");
        return true;
    }

    private void report(Node.Scalar scalar, LanguageException problem) {
        var code = switch (problem.kind()) {
            case SYNTAX, UNDEFINED, TYPE -> "template-syntax";
            case SECURITY -> "template-forbidden";
            case LIMIT -> "template-limit";
        };
        var place = findings.full() ? scalar.place() : findings.source().locate(scalar, problem.offset());
        findings.error(code, place, "the template cannot be read: " + problem.getMessage());
    }
}
