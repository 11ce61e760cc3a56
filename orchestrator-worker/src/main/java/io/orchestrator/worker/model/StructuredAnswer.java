package io.orchestrator.worker.model;

import io.orchestrator.json.Json;
import io.orchestrator.model.Value;
import io.orchestrator.worker.output.JsonSchema;

/** Reads JSON out of an answer and holds it against a schema. Thread-safe. */
final class StructuredAnswer {

    private final String text;
    private final JsonSchema schema;

    private StructuredAnswer(String text, JsonSchema schema) {
        this.text = text;
        this.schema = schema;
    }

    /** What an answer was found to be. */
    sealed interface Reading {}

    record Fits(Value value) implements Reading {}

    /** @param problem for the model, which may try to mend it, and for the user */
    record Unfit(String problem) implements Reading {}

    /** @throws IllegalArgumentException where the text is no usable JSON Schema */
    static StructuredAnswer of(Value.Dict schema) {
        var text = Json.write(schema);
        return new StructuredAnswer(text, JsonSchema.of(text));
    }

    /** The words that ask for it. */
    String instruction() {
        return "Answer only with JSON that fits this JSON Schema, without any other text:\n" + text;
    }

    Reading read(String answer) {
        var json = strip(answer);
        try {
            var value = Json.parse(json);
            var problems = schema.violations(json);
            return problems.isEmpty() ? new Fits(value) : new Unfit(String.join("; ", problems));
        } catch (Json.InvalidJsonException e) {
            return new Unfit("it is not JSON: " + e.getMessage());
        }
    }

    /** The JSON inside a code fence, or between the first and the last bracket, where there is other text around it. */
    static String strip(String answer) {
        var text = answer.strip();
        var begin = firstBracket(text);
        var end = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']'));
        if (begin < 0 || end < begin || (begin == 0 && end == text.length() - 1)) {
            return text;
        }
        return isScalar(text) ? text : text.substring(begin, end + 1);
    }

    private static int firstBracket(String text) {
        var brace = text.indexOf('{');
        var bracket = text.indexOf('[');
        if (brace < 0 || bracket < 0) {
            return Math.max(brace, bracket);
        }
        return Math.min(brace, bracket);
    }

    private static boolean isScalar(String text) {
        return text.startsWith("\"");
    }
}
