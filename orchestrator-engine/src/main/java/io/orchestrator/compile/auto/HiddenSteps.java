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

    /** The key that names a model, which is chosen, not asked for. */
    static final String MODEL = "model";

    /** What a step waits for and where it runs: the steps that ask for its values do so as well. */
    private static final List<String> SHARED = List.of("dependencies", "depends_on", "queue", "priority");

    private static final List<String> CONDITIONS = List.of("condition", "if", "when");

    private static final String ONLY = "\n\nAnswer with the value alone: no explanation, no quotes around it.";

    private final Node.Mapping step;
    private final Findings findings;
    private final String owner;
    private final List<Node> before = new ArrayList<>();
    private final List<Node> inside = new ArrayList<>();
    private final List<Node> after = new ArrayList<>();
    private int number;

    HiddenSteps(Node.Mapping step, Findings findings) {
        this.step = step;
        this.findings = findings;
        owner = step.get("id")
                .filter(Node.Scalar.class::isInstance)
                .map(id -> ((Node.Scalar) id).text().strip())
                .orElse("step");
    }

    /** Where the steps that ask stand. */
    private enum Where {
        /** Before the step, and only where it runs. */
        BEFORE,
        /** Before the step, whether it runs or not: they decide that. */
        DECIDING,
        /** Before the single step of a loop's body. */
        INSIDE,
        /** At the end of a loop's body. */
        AFTER
    }

    /** The id of the step whose tags they fill in. */
    String owner() {
        return owner;
    }

    /** In the order in which they are asked. */
    List<Node> before() {
        return before;
    }

    /** Those for the body of a loop that is written in one with it. */
    List<Node> inside() {
        return inside;
    }

    /** Those for the end of a loop's body. */
    List<Node> after() {
        return after;
    }

    /** The node with references in the places of tags. */
    Node replace(Node node, Wanted wanted) {
        return replace(node, wanted, Where.BEFORE);
    }

    /** The same for the single step of a loop's body. */
    Node replaceInside(Node node) {
        return replace(node, Wanted.TEXT, Where.INSIDE);
    }

    private Node replace(Node node, Wanted wanted, Where where) {
        return switch (node) {
            case Node.Scalar scalar -> template(scalar, wanted, where);
            case Node.Sequence list -> {
                var items = list.items().stream().map(item -> replace(item, Wanted.TEXT, where));
                yield new Node.Sequence(items.toList(), list.place());
            }
            case Node.Mapping mapping -> {
                var entries = new LinkedHashMap<String, Node.Entry>();
                mapping.entries().forEach((key, entry) -> {
                    var kept = key.equals(MODEL) || InnerDocuments.at(key, entry.node()) || !Nodes.hasTag(entry.node());
                    var field = kept ? entry.node() : replace(entry.node(), Wanted.TEXT, where);
                    entries.put(key, new Node.Entry(entry.key(), field));
                });
                yield new Node.Mapping(entries, mapping.place());
            }
        };
    }

    /** A condition: one tag alone is a truth value; the steps that decide it run whatever it says. */
    Node condition(Node node) {
        return node instanceof Node.Scalar scalar ? expression(scalar, Where.DECIDING, "") : node;
    }

    /** A loop's condition: asked at the end of each iteration; before the first one, a while goes on. */
    Node loopCondition(String key, Node node) {
        var filter = key.equals("while") ? " | default(true)" : "";
        return node instanceof Node.Scalar scalar ? expression(scalar, Where.AFTER, filter) : node;
    }

    private Node expression(Node.Scalar scalar, Where where, String filter) {
        var wanted = isAlone(scalar.text()) ? Wanted.TRUTH : Wanted.TEXT;
        return parts(scalar, where, wanted, answer -> "{{ " + answer + filter + " }}");
    }

    private Node template(Node.Scalar scalar, Wanted wanted, Where where) {
        return isAlone(scalar.text())
                ? parts(scalar, where, wanted, answer -> "${" + answer + "}")
                : parts(scalar, where, Wanted.TEXT, answer -> "{{ " + answer + " }}");
    }

    private static boolean isAlone(String text) {
        var tags = Tag.in(text);
        return tags.size() == 1
                && tags.getFirst().from() == text.length() - text.stripLeading().length()
                && tags.getFirst().to() == text.stripTrailing().length();
    }

    private Node parts(Node.Scalar scalar, Where where, Wanted wanted, UnaryOperator<String> reference) {
        var text = scalar.text();
        var alone = isAlone(text);
        var out = new StringBuilder();
        var end = 0;
        for (var tag : Tag.in(text)) {
            out.append(alone ? "" : text.substring(end, tag.from()));
            out.append(reference.apply(ask(tag, Wanted.of(tag, wanted), scalar.place(), where)));
            end = tag.to();
        }
        out.append(alone ? "" : text.substring(end));
        return Nodes.text(out.toString(), scalar);
    }

    /** Adds the step that asks, after those that the tags inside ask for, and gives the expression of its answer. */
    private String ask(Tag tag, Wanted wanted, Place at, Where where) {
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
            prompt.append("{{ ");
            prompt.append(ask(inner, Wanted.of(inner, Wanted.TEXT), at, where));
            prompt.append(" }}");
            end = inner.to();
        }
        prompt.append(tag.body(), end, tag.body().length());
        var id = owner + AutoSteps.MARK + ++number;
        add(step(id, tag, wanted, prompt.toString(), at), where);
        return answer(id, tag.attribute("fallback"), wanted);
    }

    private static String answer(String id, Optional<String> fallback, Wanted wanted) {
        var name = id.contains("-") ? "step_results['" + id + "']" : id;
        var answer = name + ".result" + (wanted.isText() ? " | trim" : "");
        return fallback.map(wanted::literal)
                .map(text -> "(" + answer + " if " + name + ".success | default(false) else " + text + ")")
                .orElse(answer);
    }

    private static Node.Mapping step(String id, Tag tag, Wanted wanted, String prompt, Place at) {
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
        return Nodes.mapping(fields, at);
    }

    /** The tag that chooses one: of the providers it names, else any. */
    private static String model(Tag tag) {
        return tag.attribute("providers")
                .map(providers -> Tag.OPENING + " providers=\"" + providers + "\">" + Tag.CLOSING)
                .orElse(Tag.OPENING + ">" + Tag.CLOSING);
    }

    private void add(Node.Mapping asking, Where where) {
        switch (where) {
            case BEFORE -> before.add(sharing(sharing(asking, SHARED), CONDITIONS));
            case DECIDING -> before.add(sharing(asking, SHARED));
            case INSIDE -> inside.add(asking);
            case AFTER -> after.add(asking);
        }
    }

    /** With these keys of the step, where they have no tags themselves. */
    private Node.Mapping sharing(Node.Mapping asking, List<String> keys) {
        var found = asking;
        for (var key : keys) {
            var node = step.get(key).filter(shared -> !Nodes.hasTag(shared));
            found = node.isEmpty() ? found : Nodes.with(found, key, node.get());
        }
        return found;
    }
}
