package io.orchestrator.compile.pipeline;

import io.orchestrator.compile.document.Findings;
import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.pipeline.field.Fields;
import io.orchestrator.compile.pipeline.field.Reference;
import io.orchestrator.compile.pipeline.field.TemplateReader;
import io.orchestrator.language.ValueTemplate;
import io.orchestrator.model.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a job answers.
 *
 * @param templates by name, in the order of the document
 * @param references what it reads
 */
record Outputs(Map<String, ValueTemplate> templates, List<Reference> references) {

    static Outputs read(Fields document) {
        var written = document.mapping("outputs");
        if (written.isEmpty()) {
            return new Outputs(Map.of(), List.of());
        }
        var outputs = written.get();
        var templates = new LinkedHashMap<String, ValueTemplate>();
        var references = new ArrayList<Reference>();
        outputs.entries().forEach((name, entry) -> {
            var reader = new TemplateReader(document.findings());
            var template = reader.value(value(entry.node()));
            reader.references().forEach(reference -> checkOrder(reference, templates, outputs, document.findings()));
            references.addAll(reader.references());
            templates.put(name, template);
        });
        return new Outputs(Collections.unmodifiableMap(templates), List.copyOf(references));
    }

    /** An output can read those before it. */
    private static void checkOrder(
            Reference reference, Map<String, ValueTemplate> before, Node.Mapping outputs, Findings findings) {
        var path = reference.path();
        if (!findings.full()
                && path.size() > 1
                && reference.root().equals("outputs")
                && outputs.has(path.get(1))
                && !before.containsKey(path.get(1))) {
            findings.error(
                    "unresolved-reference",
                    reference.place(findings.source()),
                    "the output '" + path.get(1) + "' has no value here yet",
                    "an output can read those above it");
        }
    }

    Collection<String> names() {
        return templates.keySet();
    }

    /** The template itself, or what stands under value or source; a source without braces is an expression. */
    private static Node value(Node node) {
        if (!(node instanceof Node.Mapping mapping)) {
            return node;
        }
        Optional<Node> source = mapping.get("source").map(Outputs::expression);
        return mapping.get("value").or(() -> source).orElse(node);
    }

    private static Node expression(Node node) {
        if (node instanceof Node.Scalar scalar
                && !scalar.text().contains("{{")
                && !scalar.text().contains("${")) {
            var text = "${" + scalar.text() + "}";
            return new Node.Scalar(Value.of(text), text, scalar.block(), scalar.place());
        }
        return node;
    }
}
