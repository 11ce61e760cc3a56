package io.orchestrator.compile.lunacore;

import io.orchestrator.compile.desugar.Draft;
import io.orchestrator.compile.document.Findings;
import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.pipeline.field.Fields;
import io.orchestrator.json.Json;
import io.orchestrator.model.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a task runs: what its params name, and for generate_code a model. */
final class TaskBody {

    /** The end of the id of the step that writes what a model answered. */
    static final String WRITE = "_write";

    private static final List<String> TYPES =
            List.of("generate_code", "assemble", "validate", "test", "package", "deploy", "custom");
    private static final List<String> BODIES = List.of("tool", "command", "callable", "prompt");

    private final Fields task;
    private final String id;
    private final Map<String, String> stepByArtifact;
    private final Findings findings;

    TaskBody(Fields task, String id, Map<String, String> stepByArtifact, Findings findings) {
        this.task = task;
        this.id = id;
        this.stepByArtifact = stepByArtifact;
        this.findings = findings;
    }

    /** Whether the answer goes to a file: a model's, where the task has one output and that is a file. */
    static boolean writes(Fields task) {
        return asksModel(task) && path(task).isPresent();
    }

    private static Optional<String> path(Fields task) {
        var outputs = Artifacts.read(task, "outputs");
        return outputs.size() == 1 ? outputs.getFirst().path() : Optional.empty();
    }

    private static boolean asksModel(Fields task) {
        var params = params(task);
        var other = BODIES.stream().filter(key -> !key.equals("prompt")).anyMatch(params::has);
        return !other && (params.has("prompt") || type(task).equals("generate_code"));
    }

    private static String type(Fields task) {
        return task.text("type").orElse("custom");
    }

    private static Fields params(Fields task) {
        var none = new Node.Mapping(Map.of(), task.mapping().place());
        return new Fields(task.mapping("params").orElse(none), task.findings());
    }

    void write(Draft draft) {
        if (!TYPES.contains(type(task))) {
            findings.error(
                    "bad-value",
                    task.place("type"),
                    "'" + type(task) + "' is no type of task",
                    "one of " + String.join(", ", TYPES));
        }
        var params = params(task);
        var written = BODIES.stream().filter(params::has).toList();
        if (written.size() > 1) {
            findings.error(
                    "several-kinds",
                    params.mapping().placeOf(written.getLast()),
                    "a task does one thing, this one has " + String.join(" and ", written),
                    "make a task of each");
            return;
        }
        switch (written.isEmpty() ? type(task) : written.getFirst()) {
            case "tool" -> tool(params, draft);
            case "command" -> command(params, draft);
            case "callable" -> Callables.write(params, draft, findings);
            case "prompt", "generate_code" -> model(params, draft);
            default -> nothing();
        }
    }

    private static void tool(Fields params, Draft draft) {
        var mapping = params.mapping();
        draft.copy("tool", mapping)
                .copy("action", mapping)
                .copy("parameters", mapping)
                .copy("queue", mapping);
    }

    private static void command(Fields params, Draft draft) {
        var at = params.place("command");
        var parameters = new Draft(at).copy("command", params.mapping()).copy("working_dir", params.mapping());
        draft.put("tool", Draft.text("terminal", at)).put("parameters", parameters.node());
    }

    private void model(Fields params, Draft draft) {
        draft.copy("model", params.mapping());
        draft.put("action", Draft.text("generate", params.mapping().place()));
        draft.copy("prompt", params.mapping());
        draft.put("prompt", Draft.text(prompt(params), params.mapping().place()));
    }

    private String prompt(Fields params) {
        var text = new StringBuilder(
                "Write the code of the task \"" + task.text("name").orElse(id) + "\".\n");
        task.text("description")
                .ifPresent(description -> text.append(description).append('\n'));
        params.mapping()
                .without(List.of("model"))
                .entries()
                .forEach((name, entry) -> text.append(name)
                        .append(": ")
                        .append(
                                entry.node() instanceof Node.Scalar scalar
                                        ? scalar.text()
                                        : Json.write(entry.node().value()))
                        .append('\n'));
        for (var artifact : Artifacts.read(task, "inputs")) {
            var producer = stepByArtifact.get(artifact.name());
            if (producer != null && !producer.equals(id)) {
                text.append("Input ")
                        .append(artifact.name())
                        .append(":\n")
                        .append("{{ step_results['")
                        .append(producer)
                        .append("'].result | tojson }}\n");
            }
        }
        return text + "Answer with the code only, without explanations and without Markdown fences.\n";
    }

    private void nothing() {
        findings.error(
                "no-body",
                task.mapping().place(),
                "a task of type " + type(task) + " has nothing to run: in LunaCore the caller's function does it",
                "write params: {command: ...}, {tool: ...}, {callable: ...} or {prompt: ...}");
    }

    /** The step that writes the model's answer to the output's file. */
    Optional<Node> writeStep() {
        if (!writes(task)) {
            return Optional.empty();
        }
        var output = Artifacts.read(task, "outputs").getFirst();
        var parameters = new Draft(output.place())
                .put("path", path(task).orElseThrow())
                .put("content", "{{ step_results['" + id + "'].result }}");
        return Optional.of(new Draft(output.place())
                .put("id", id + WRITE)
                .put("tool", "filesystem")
                .put("action", "write")
                .put("parameters", parameters.node())
                .put("on_failure", "fail")
                .put("retry", Value.of(1))
                .node());
    }
}
