package io.orchestrator.compile.auto;

import io.orchestrator.compile.document.Findings;
import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.document.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The steps that fill in the tags of one step. */
final class HiddenSteps {

    /** What a step waits for and when it runs: the steps that ask for its values do so as well. */
    private static final List<String> SHARED = List.of("dependencies", "depends_on", "queue", "priority");

    private static final List<String> CONDITIONS = List.of("condition", "if", "when");
    /** The key that names a model, which is chosen, not asked for. */
    static final String MODEL = "model";

    private static final String ONLY = "\n\nAnswer with the value alone: no explanation, no quotes around it.";

    private final Node.Mapping step;
    private final Findings findings;
    private final String owner;
    private final List<Node> before = new ArrayList<>();
    private final List<Node> after = new ArrayList<>();
    private boolean conditional = true;
    private int number;

    HiddenSteps(Node.Mapping step, Findings findings) {
        this.step = step;
        this.findings = findings;
        owner = step.get("id")
                .filter(Node.Scalar.class::isInstance)
                .map(id -> ((Node.Scalar) id).text().strip())
                .orElse("step");
    }

    /** The id of the step whose tags they fill in. */
    String owner() {
        return owner;
    }

    /** The id of the first of them. */
    String first() {
        return owner + AutoSteps.MARK + 1;
    }

    /** In the order in which they are asked. */
    List<Node> before() {
        return before;
    }

    /** Those for the end of a loop's body. */
    List<Node> after() {
        return after;
    }

    /** The node with references in the places of tags. */
    Node replace(Node node, Wanted wanted) {
        return switch (node) {
            case Node.Scalar scalar -> template(scalar, wanted);
            case Node.Sequence list ->
                new Node.Sequence(
                        list.items().stream()
                                .map(item -> replace(item, Wanted.TEXT))
                                .toList(),
                        list.place());
            case Node.Mapping mapping -> {
                var entries = new LinkedHashMap<String, Node.Entry>();
                mapping.entries().forEach((key, entry) -> {
                    var kept = key.equals(MODEL) || !Nodes.hasTag(entry.node());
                    entries.put(
                            key, new Node.Entry(entry.key(), kept ? entry.node() : replace(entry.node(), Wanted.TEXT)));
                });
                yield new Node.Mapping(entries, mapping.place());
            }
        };
    }

    /** A condition: one tag alone is a truth value; the steps that decide it run whatever it says. */
    Node condition(Node node) {
        if (!(node instanceof Node.Scalar scalar)) {
            return node;
        }
        conditional = false;
        var replaced = expression(scalar, before, "");
        conditional = true;
        return replaced;
    }

    /** A loop's condition: asked at the end of each iteration; before the first one, a while goes on. */
    Node loopCondition(String key, Node node) {
        if (!(node instanceof Node.Scalar scalar)) {
            return node;
        }
        return expression(scalar, after, key.equals("while") ? " | default(true)" : "");
    }

    private Node expression(Node.Scalar scalar, List<Node> steps, String filter) {
        var alone = isAlone(scalar.text());
        return parts(scalar, steps, alone ? Wanted.TRUTH : Wanted.TEXT, answer -> "{{ " + answer + filter + " }}");
    }

    private Node template(Node.Scalar scalar, Wanted wanted) {
        var alone = isAlone(scalar.text());
        return parts(
                scalar,
                before,
                alone ? wanted : Wanted.TEXT,
                answer -> alone ? "${" + answer + "}" : "{{ " + answer + " }}");
    }

    private static boolean isAlone(String text) {
        var tags = Tag.in(text);
        return tags.size() == 1
                && tags.getFirst().from() == text.length() - text.stripLeading().length()
                && tags.getFirst().to() == text.stripTrailing().length();
    }

    private Node parts(Node.Scalar scalar, List<Node> steps, Wanted wanted, UnaryOperator<String> reference) {
        var text = scalar.text();
        var alone = isAlone(text);
        var out = new StringBuilder();
        var end = 0;
        for (var tag : Tag.in(text)) {
            if (!alone) {
                out.append(text, end, tag.from());
            }
            out.append(reference.apply(ask(tag, Wanted.of(tag, wanted), scalar.place(), steps)));
            end = tag.to();
        }
        if (!alone) {
            out.append(text, end, text.length());
        }
        return Nodes.text(out.toString(), scalar);
    }

    /** Adds the step that asks, after those that the tags inside ask for, and gives the expression of its answer. */
    private String ask(Tag tag, Wanted wanted, Place at, List<Node> steps) {
        if (tag.body().isBlank()) {
            findings.error(
                    "auto-empty",
                    at,
                    "the <AUTO> tag does not say what to fill in",
                    "write it as <AUTO>what is wanted</AUTO>");
            return "none";
        }
        var prompt = new StringBuilder();
        var end = 0;
        for (var inner : Tag.in(tag.body())) {
            prompt.append(tag.body(), end, inner.from());
            prompt.append("{{ ")
                    .append(ask(inner, Wanted.of(inner, Wanted.TEXT), at, steps))
                    .append(" }}");
            end = inner.to();
        }
        prompt.append(tag.body(), end, tag.body().length());
        var id = owner + AutoSteps.MARK + ++number;
        steps.add(step(id, tag, wanted, prompt.toString(), at));
        return answer(id, tag.attribute("fallback"), wanted);
    }

    private static String answer(String id, Optional<String> fallback, Wanted wanted) {
        var name = id.contains("-") ? "step_results['" + id + "']" : id;
        var answer = name + ".result" + (wanted.isText() ? " | trim" : "");
        return fallback.map(text ->
                        "(" + answer + " if " + name + ".success | default(false) else " + wanted.literal(text) + ")")
                .orElse(answer);
    }

    private Node step(String id, Tag tag, Wanted wanted, String prompt, Place at) {
        var fields = new LinkedHashMap<String, Node>();
        fields.put("id", Nodes.text(id, at));
        fields.put("action", Nodes.text(wanted.isText() ? "generate" : "generate_structured", at));
        fields.put(MODEL, Nodes.text(model(tag), at));
        fields.put("prompt", Nodes.text(wanted.isText() ? prompt + ONLY : prompt, at));
        if (!wanted.isText()) {
            fields.put("output_schema", Nodes.of(wanted.schema(), at));
        }
        if (tag.attribute("fallback").isPresent()) {
            fields.put("on_failure", Nodes.text("continue", at));
        }
        for (var key : SHARED) {
            step.get(key).filter(node -> !Nodes.hasTag(node)).ifPresent(node -> fields.put(key, node));
        }
        if (conditional) {
            CONDITIONS.forEach(
                    key -> step.get(key).filter(node -> !Nodes.hasTag(node)).ifPresent(node -> fields.put(key, node)));
        }
        return Nodes.mapping(fields, at);
    }

    /** The tag that chooses one: of the providers it names, else any. */
    private static String model(Tag tag) {
        return tag.attribute("providers")
                .map(providers -> Tag.OPENING + " providers=\"" + providers + "\">" + Tag.CLOSING)
                .orElse(Tag.OPENING + ">" + Tag.CLOSING);
    }
}
