package io.orchestrator.compile.pipeline.step;

import io.orchestrator.catalog.ParameterSpec;
import io.orchestrator.catalog.ToolSpec;
import io.orchestrator.model.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What an agent's model is told of how it works: the form of its answers, and its tools. */
final class AgentBrief {

    private AgentBrief() {}

    static String text(List<AgentTool> tools) {
        var rules = """
                You work on a task in turns. Each of your answers is one JSON object and nothing else.
                To call a tool: "thought" says why, "tool" is its name, "parameters" is an object with what it is given. \
                You are told what it gave, and it is your turn again.
                When the task is done: "thought" says why, "answer" is the answer, and there is no "tool".
                """;
        return tools.isEmpty()
                ? rules + "There are no tools."
                : rules + "The tools:\n" + tools.stream().map(AgentBrief::tool).collect(Collectors.joining("\n"));
    }

    private static String tool(AgentTool tool) {
        var text = new StringBuilder("- " + tool.name().id());
        if (!tool.about().isEmpty()) {
            text.append(": ").append(tool.about());
        }
        tool.spec().ifPresent(spec -> parameters(spec, tool, text));
        return text.toString();
    }

    private static void parameters(ToolSpec spec, AgentTool tool, StringBuilder text) {
        var parameters = new ArrayList<String>();
        for (var parameter : spec.parameters()) {
            if (!tool.given().contains(parameter.name())) {
                parameters.add(parameter(parameter));
            }
        }
        if (!parameters.isEmpty()) {
            text.append(" Parameters: ").append(String.join(", ", parameters)).append('.');
        }
    }

    private static String parameter(ParameterSpec parameter) {
        var words = parameter.allowed().isEmpty() ? "" : ", one of " + String.join(" ", parameter.allowed());
        return parameter.name() + " (" + parameter.type() + (parameter.required() ? ", required" : "") + words + ")";
    }

    /** The JSON Schema of an answer in a turn: a tool to call, or the answer. */
    static Value.Dict schema(Optional<Value.Dict> answer) {
        var properties = new LinkedHashMap<String, Value>();
        properties.put("thought", type("string", "null"));
        properties.put("tool", type("string", "null"));
        properties.put("parameters", type("object", "null"));
        properties.put(
                "answer",
                answer.<Value>map(schema -> field("anyOf", Value.of(List.of(schema, field("type", Value.of("null"))))))
                        .orElse(Value.EMPTY));
        var schema = new LinkedHashMap<String, Value>();
        schema.put("type", Value.of("object"));
        schema.put("properties", Value.of(properties));
        schema.put("anyOf", Value.of(List.of(required("tool"), required("answer"))));
        return Value.of(schema);
    }

    private static Value type(String first, String second) {
        return field("type", Value.of(List.of(Value.of(first), Value.of(second))));
    }

    private static Value.Dict required(String name) {
        return field("required", Value.of(List.of(Value.of(name))));
    }

    private static Value.Dict field(String name, Value value) {
        var fields = new LinkedHashMap<String, Value>();
        fields.put(name, value);
        return Value.of(fields);
    }
}
