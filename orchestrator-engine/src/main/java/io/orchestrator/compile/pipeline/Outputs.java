package io.orchestrator.compile.pipeline;

import io.orchestrator.compile.document.Node;
import io.orchestrator.language.ValueTemplate;
import io.orchestrator.model.Value;
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
        var reader = new TemplateReader(document.findings());
        var templates = new LinkedHashMap<String, ValueTemplate>();
        written.get().entries().forEach((name, entry) -> templates.put(name, reader.value(value(entry.node()))));
        return new Outputs(Collections.unmodifiableMap(templates), reader.references());
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
