package io.orchestrator.compile.pipeline;

import io.orchestrator.compile.document.Node;
import io.orchestrator.language.ValueTemplate;
import io.orchestrator.model.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * What a job answers.
 *
 * @param names in the order of the document
 * @param template a map template
 * @param references what it reads
 */
record Outputs(List<String> names, ValueTemplate template, List<Reference> references) {

    static Outputs read(Fields document) {
        var written = document.mapping("outputs");
        if (written.isEmpty()) {
            return new Outputs(List.of(), ValueTemplate.EMPTY, List.of());
        }
        var templates = new TemplateReader(document.findings());
        var values = new LinkedHashMap<String, Node.Entry>();
        written.get()
                .entries()
                .forEach((name, entry) -> values.put(name, new Node.Entry(entry.key(), value(entry.node()))));
        var template = templates.value(new Node.Mapping(values, written.get().place()));
        return new Outputs(List.copyOf(values.keySet()), template, templates.references());
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
