package io.orchestrator.compile.pipeline.step;

import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.document.Place;
import io.orchestrator.compile.pipeline.call.ModelCallReader;
import io.orchestrator.compile.pipeline.field.Fields;
import io.orchestrator.compile.pipeline.field.TemplateReader;
import io.orchestrator.model.Value;
import io.orchestrator.model.VariableScope;
import io.orchestrator.plan.StepAction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes a step of an action in words: a command, a file to write, a text to show; else a model follows them. */
final class ProseReader {

    /** Parameters that speak of the model's call; the others are told to the model. */
    private static final Set<String> OF_THE_CALL = Set.of(
            "model",
            "prompt",
            "max_tokens",
            "max_completion_tokens",
            "temperature",
            "response_format",
            "output_schema",
            "schema",
            "top_p",
            "stop",
            "seed");

    private final ModelCallReader models;

    ProseReader(ModelCallReader models) {
        this.models = models;
    }

    /** Empty where the action is no prose, or a finding says what is wrong. */
    Optional<StepAction> read(OpenStep step) {
        var fields = step.fields();
        var action = fields.scalar("action");
        if (action.isEmpty()) {
            return Optional.empty();
        }
        var at = action.get().place();
        return switch (Prose.of(action.get().text())) {
            case Prose.Word word -> Optional.empty();
            case Prose.Echo echo -> Optional.of(tool("terminal", "", mapping(at, "command", echo.command()), step));
            case Prose.Write write ->
                Optional.of(tool(
                        "filesystem", "write", mapping(at, "path", write.path(), "content", write.content()), step));
            case Prose.Show show ->
                Optional.of(new StepAction.SetVariables(
                        step.templates().value(mapping(at, "output", show.text())), VariableScope.STEP));
            case Prose.Model model -> ask(asked(fields, model.words(), at), step);
        };
    }

    private Optional<StepAction> ask(Fields asked, OpenStep step) {
        if (models.isNamed(asked)) {
            return models.read(asked, "generate", step.templates());
        }
        var at = step.fields().place("action");
        return models.byDefault(asked)
                .map(model -> OpenStep.with(asked.mapping(), "model", text(model, at)))
                .flatMap(named -> models.read(new Fields(named, step.findings()), "generate", step.templates()));
    }

    private static StepAction tool(String tool, String action, Node.Mapping parameters, OpenStep step) {
        return new StepAction.CallTool(tool, action, step.templates().valueForWorker(parameters), Value.EMPTY);
    }

    /** The step with the words, its own prompt and its other parameters as one prompt. */
    private static Fields asked(Fields step, String words, Place at) {
        var parameters = step.mapping("parameters").map(Node.Mapping::entries).orElse(Map.of());
        Map<String, Node.Entry> call = new LinkedHashMap<>();
        var lines = new ArrayList<String>();
        parameters.forEach((name, entry) -> {
            if (OF_THE_CALL.contains(name)) {
                call.put(name, entry);
            } else {
                tell(name, entry.node(), lines);
            }
        });
        var prompt = new StringBuilder(words);
        var own = call.remove("prompt");
        if (own != null && own.node() instanceof Node.Scalar text) {
            prompt.append("\n\n").append(text.text().strip());
        }
        if (!lines.isEmpty()) {
            prompt.append("\n\n").append(String.join("\n", lines));
        }
        Map<String, Node.Entry> entries = new LinkedHashMap<>(step.mapping().entries());
        entries.put("prompt", new Node.Entry(at, text(prompt.toString(), at)));
        entries.put("parameters", new Node.Entry(at, new Node.Mapping(call, at)));
        return new Fields(new Node.Mapping(entries, step.mapping().place()), step.findings());
    }

    /** A line for every value inside, so that templates in them stay as they are written. */
    private static void tell(String path, Node node, List<String> lines) {
        switch (node) {
            case Node.Scalar scalar ->
                lines.add("- " + path + ": " + scalar.text().strip());
            case Node.Sequence list -> {
                for (var i = 0; i < list.items().size(); i++) {
                    tell(path + "[" + i + "]", list.items().get(i), lines);
                }
            }
            case Node.Mapping mapping ->
                mapping.entries().forEach((name, entry) -> tell(path + "." + name, entry.node(), lines));
        }
    }

    /** A condition as a template that keeps its truth; braces it has stay. */
    static Node.Scalar expression(Node.Scalar condition) {
        return TemplateReader.isTemplate(condition.text())
                ? condition
                : text("${" + condition.text().strip() + "}", condition.place());
    }

    private static Node.Scalar text(String text, Place at) {
        return new Node.Scalar(Value.of(text), text, false, at);
    }

    private static Node.Mapping mapping(Place at, String... entries) {
        Map<String, Node.Entry> mapped = new LinkedHashMap<>();
        for (var i = 0; i < entries.length; i += 2) {
            mapped.put(entries[i], new Node.Entry(at, text(entries[i + 1], at)));
        }
        return new Node.Mapping(mapped, at);
    }
}
