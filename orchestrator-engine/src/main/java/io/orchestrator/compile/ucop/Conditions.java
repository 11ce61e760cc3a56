package io.orchestrator.compile.ucop;

import io.orchestrator.compile.desugar.Draft;
import io.orchestrator.compile.desugar.NameRewriter;
import io.orchestrator.compile.document.Findings;
import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.pipeline.field.Fields;
import io.orchestrator.compile.pipeline.field.Named;
import io.orchestrator.compile.pipeline.field.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Conditions: {@code if}, {@code unless} and {@code requires} with names of data, and expressions over them. */
final class Conditions {

    private static final Vocabulary CONDITION =
            Vocabulary.of("a condition", Set.of("type", "key", "keys", "if", "unless", "requires"));

    private final DataNames data;
    private final Findings findings;

    Conditions(DataNames data, Findings findings) {
        this.data = data;
        this.findings = findings;
    }

    /** One native condition of all that are written, in the step or in the document's {@code conditions}. */
    Optional<Node> read(AgentStep step, List<Node> written) {
        var parts = new ArrayList<String>();
        written.forEach(node -> collect(step, node, parts));
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        var text = parts.size() == 1 ? parts.getFirst() : "(" + String.join(") and (", parts) + ")";
        return Optional.of(Draft.text(text, written.getFirst().place()));
    }

    private void collect(AgentStep step, Node node, List<String> parts) {
        switch (node) {
            case Node.Scalar scalar -> parts.add(expression(step, scalar));
            case Node.Sequence list -> list.items().forEach(item -> collect(step, item, parts));
            case Node.Mapping mapping -> mapping(step, mapping, parts);
        }
    }

    private String expression(AgentStep step, Node.Scalar scalar) {
        var rewriter = new NameRewriter(name ->
                data.inTemplate(name, step).map(path -> data.isData(name) ? "(" + path + " | default(none))" : path));
        return rewriter.expression(withoutBraces(scalar.text().strip()));
    }

    private static String withoutBraces(String text) {
        return text.startsWith("{{") && text.endsWith("}}") && text.indexOf("{{", 2) < 0
                ? text.substring(2, text.length() - 2).strip()
                : text;
    }

    private void mapping(AgentStep step, Node.Mapping mapping, List<String> parts) {
        CONDITION.check(mapping, findings);
        var fields = new Fields(mapping, findings);
        var type = fields.text("type");
        if (type.isPresent()) {
            var names = new ArrayList<>(fields.names("key"));
            names.addAll(fields.names("keys"));
            typed(step, new Named(type.get(), fields.place("type")), names, parts);
            return;
        }
        for (var key : List.of("if", "unless", "requires")) {
            if (fields.has(key)) {
                typed(step, new Named(key, fields.place(key)), fields.names(key), parts);
            }
        }
    }

    private void typed(AgentStep step, Named type, List<Named> names, List<String> parts) {
        if (names.isEmpty()) {
            findings.error(
                    "bad-condition",
                    type.place(),
                    "the condition names no data",
                    "add key: with the name of an output");
            return;
        }
        for (var name : names) {
            var path = data.optional(name, step);
            switch (type.id()) {
                case "if" -> parts.add(path + " | default(none)");
                case "unless" -> parts.add("not (" + path + " | default(none))");
                case "requires" -> parts.add("(" + path + " | default(none)) is not none");
                default -> {
                    findings.error(
                            "bad-condition",
                            type.place(),
                            "'" + type.id() + "' is no type of condition",
                            "write if, unless or requires");
                    return;
                }
            }
        }
    }
}
