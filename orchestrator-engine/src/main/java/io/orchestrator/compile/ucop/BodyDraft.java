package io.orchestrator.compile.ucop;

import io.orchestrator.compile.desugar.Draft;
import io.orchestrator.compile.desugar.Literals;
import io.orchestrator.compile.desugar.NameRewriter;
import io.orchestrator.compile.desugar.PythonCall;
import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.pipeline.field.Named;
import io.orchestrator.json.Json;
import io.orchestrator.model.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes the native keys for what an agent runs, its inputs joined by name. */
final class BodyDraft {

    private static final Pattern PATH = Pattern.compile("[\\w.]+");
    private static final List<String> FIRST_TEXT = List.of("final_markdown", "content", "text");

    private final AgentStep step;
    private final DataNames data;
    private final NameRewriter names;
    private final NameRewriter outside;

    BodyDraft(AgentStep step, DataNames data) {
        this.step = step;
        this.data = data;
        names = new NameRewriter(
                name -> own(name).or(() -> data.inTemplate(name, step).map(BodyDraft::part)));
        outside = new NameRewriter(name -> data.inTemplate(name, step).map(BodyDraft::part));
    }

    /** What the step's own inputs are called counts before anything else. */
    private Optional<String> own(String name) {
        return step.inputs().stream()
                .filter(given -> given.name().id().equals(name))
                .findFirst()
                .map(given -> part(expression(given)));
    }

    /** An expression as part of another one. */
    private static String part(String expression) {
        return PATH.matcher(expression).matches() ? expression : "(" + expression + ")";
    }

    void write(Draft draft) {
        switch (step.body()) {
            case AgentBody.Tool tool -> tool(tool, draft);
            case AgentBody.Worker worker -> worker(draft);
            case AgentBody.Python python -> python(python, draft);
            case AgentBody.WriteFile file -> file(draft);
            case AgentBody.Model model -> model(model, draft);
        }
    }

    /** The author's parameters; the inputs where there are none. */
    private void tool(AgentBody.Tool tool, Draft draft) {
        var keys = tool.keys();
        draft.copy("tool", keys).copy("action", keys).copy("queue", keys);
        if (keys.has("parameters")) {
            draft.put(
                    "parameters",
                    keys.placeOf("parameters"),
                    rewrite(keys.get("parameters").orElseThrow(), names));
        } else {
            draft.put("parameters", inputs());
        }
    }

    private void worker(Draft draft) {
        draft.put("tool", Draft.text(step.agent(), step.place()));
        draft.copy("action", step.fields().mapping());
        draft.put("parameters", inputs());
        draft.copy("queue", step.fields().mapping()).put("queue", Draft.text(AgentBody.Worker.QUEUE, step.place()));
    }

    private void python(AgentBody.Python python, Draft draft) {
        var named = step.inputs().stream()
                .map(given -> Json.write(Value.of(given.name().id())) + ": " + expression(given))
                .collect(Collectors.joining(", ", "{", "}"));
        var parameters = new Draft(step.place()).put("code", python.call().code("[]", named));
        draft.put("tool", Draft.text(PythonCall.TOOL, step.place())).put("parameters", parameters.node());
    }

    private void file(Draft draft) {
        var texts = step.inputs().stream()
                .filter(given -> FIRST_TEXT.contains(given.name().id()))
                .findFirst();
        var content = texts.map(this::expression)
                .orElseGet(() -> data.required(new Named(FIRST_TEXT.getFirst(), step.place()), step));
        var topic = data.required(new Named("current_topic", step.place()), step);
        var parameters = new Draft(step.place())
                .put("path", "output/{{ " + part(topic) + " | slugify }}.md")
                .put("content", "${" + content + "}");
        draft.put("tool", Draft.text("filesystem", step.place()))
                .put("action", Draft.text("write", step.place()))
                .put("parameters", parameters.node());
    }

    private void model(AgentBody.Model model, Draft draft) {
        var keys = model.keys();
        draft.copy("model", keys);
        var structured = !step.outputs().isEmpty();
        draft.put("action", Draft.text(structured ? "generate_structured" : "generate", step.place()));
        var written = keys.get("prompt").or(() -> keys.get("prompt_template"));
        draft.put(
                "prompt",
                written.map(node -> rewrite(node, names)).orElseGet(() -> Draft.text(prompt(model), step.place())));
        if (structured) {
            draft.put("output_schema", schema());
        }
        if (model.maxTokens() > 0) {
            var limit = new Draft(step.place()).put("max_tokens", Value.of(model.maxTokens()));
            draft.put("parameters", limit.node());
        }
    }

    private Node schema() {
        var required = step.outputs().stream().map(Named::id).toList();
        var properties = new LinkedHashMap<String, Value>();
        required.forEach(name -> properties.put(name, Value.EMPTY));
        return new Draft(step.place())
                .put("type", "object")
                .put("required", Draft.texts(required, step.place()))
                .put("properties", Value.of(properties))
                .node();
    }

    private String prompt(AgentBody.Model model) {
        var text = new StringBuilder("You are the agent \"" + step.agent().replace('_', ' ') + "\".\n");
        if (!model.description().isEmpty()) {
            text.append(model.description()).append('\n');
        }
        step.fields()
                .text("action")
                .ifPresent(action -> text.append("Your task: ")
                        .append(action.replace('_', ' '))
                        .append(".\n"));
        if (!step.inputs().isEmpty()) {
            text.append("What you are given:\n");
        }
        step.inputs()
                .forEach(given -> text.append("- ")
                        .append(given.name().id())
                        .append(": {{ ")
                        .append(part(expression(given)))
                        .append(" | tojson }}\n"));
        if (!step.outputs().isEmpty()) {
            text.append("Answer with a JSON object that has these fields: ")
                    .append(step.outputs().stream().map(Named::id).collect(Collectors.joining(", ")))
                    .append(".\n");
        }
        return text.toString();
    }

    private Node inputs() {
        var draft = new Draft(step.place());
        for (var given : step.inputs()) {
            var place = given.name().place();
            draft.put(
                    given.name().id(),
                    place,
                    given.value()
                            .map(node -> rewrite(node, outside))
                            .orElseGet(() -> Draft.text("${" + data.required(given.name(), step) + "}", place)));
        }
        return draft.node();
    }

    /** The value of an input as an expression. */
    private String expression(AgentStep.Given given) {
        return given.value()
                .map(node -> Literals.expression(rewrite(node, outside).value()))
                .orElseGet(() -> data.required(given.name(), step));
    }

    private static Node rewrite(Node node, NameRewriter names) {
        return switch (node) {
            case Node.Scalar scalar -> {
                if (!(scalar.value() instanceof Value.Text)) {
                    yield scalar;
                }
                var text = names.template(scalar.text());
                yield text.equals(scalar.text())
                        ? scalar
                        : new Node.Scalar(Value.of(text), text, scalar.block(), scalar.place());
            }
            case Node.Sequence list ->
                new Node.Sequence(
                        new ArrayList<>(list.items().stream()
                                .map(item -> rewrite(item, names))
                                .toList()),
                        list.place());
            case Node.Mapping mapping -> {
                Map<String, Node.Entry> entries = new LinkedHashMap<>();
                mapping.entries()
                        .forEach((key, entry) ->
                                entries.put(key, new Node.Entry(entry.key(), rewrite(entry.node(), names))));
                yield new Node.Mapping(entries, mapping.place());
            }
        };
    }
}
