package io.orchestrator.compile.auto;

import io.orchestrator.json.Json;
import io.orchestrator.model.Finding;
import io.orchestrator.model.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A tag in the structure of a document, which a model fills in before the document is published. Tags inside of it come
 * first.
 *
 * @param from its first character in the document; of the quotes around it where they hold nothing else
 * @param to the character after its last
 * @param alone whether it is the whole value, so that the answer may have any type
 * @param quote the quotes around it, a space where there are none
 * @param key the key whose value it is, or is part of
 * @param body what it asks for
 */
public record Blank(int from, int to, boolean alone, char quote, String key, String body) {

    /** The code of the findings that tell of blanks. */
    public static final String CODE = "auto-unresolved";

    /** The name of the question's only input and of its only output. */
    public static final String QUESTION = "question";

    public static final String ANSWER = "answer";

    private static final Pattern BEFORE = Pattern.compile("(?:^|[:,\\[{-])\\s*([\"']?)$");
    private static final Pattern KEY = Pattern.compile("([\\w$-]+)[\"']?\\s*:(?:\\s|$)");
    /** How much of the document the model sees for context, in characters. */
    private static final int CONTEXT_CHARS = 20_000;

    /** The first blank that a compilation told of; empty where there is none. */
    public static Optional<Blank> first(String document, List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.code().equals(CODE) && finding.line() > 0)
                .findFirst()
                .flatMap(finding -> at(document, finding.line(), finding.column()));
    }

    private static Optional<Blank> at(String document, int line, int column) {
        var lineStart = 0;
        for (var number = 1; number < line; number++) {
            lineStart = document.indexOf('\n', lineStart) + 1;
        }
        var from = document.indexOf(Tag.OPENING, Math.min(document.length(), lineStart + column - 1));
        var to = from < 0 ? from : TagMask.end(document, from);
        return to > from ? Optional.of(innermost(document, from, to, true)) : Optional.empty();
    }

    private static Blank innermost(String document, int from, int to, boolean outermost) {
        var body = Tag.in(document.substring(from, to)).getFirst().body();
        var inner = Tag.in(body);
        if (!inner.isEmpty()) {
            var start = document.indexOf(body, from) + inner.getFirst().from();
            return innermost(
                    document,
                    start,
                    start + inner.getFirst().to() - inner.getFirst().from(),
                    false);
        }
        var lineStart = document.lastIndexOf('\n', Math.max(0, from - 1)) + 1;
        var before = BEFORE.matcher(document.substring(lineStart, from));
        var key = key(document, lineStart, from);
        if (outermost && before.find()) {
            var quoted = before.group(1);
            var rest = document.substring(to, lineEnd(document, to));
            if (rest.startsWith(quoted) && rest.substring(quoted.length()).matches("\\s*(?:$|#.*|[,\\]}].*)")) {
                return new Blank(from - quoted.length(), to + quoted.length(), true, ' ', key, body);
            }
        }
        return new Blank(from, to, false, quote(document.substring(lineStart, from)), key, body);
    }

    private static int lineEnd(String document, int from) {
        var end = document.indexOf('\n', from);
        return end < 0 ? document.length() : end;
    }

    private static char quote(String before) {
        var open = ' ';
        for (var at = 0; at < before.length(); at++) {
            var character = before.charAt(at);
            if (open == ' ' && (character == '"' || character == '\'')) {
                open = character;
            } else if (character == open && (at == 0 || before.charAt(at - 1) != '\\')) {
                open = ' ';
            }
        }
        return open;
    }

    /** The last key before it on its line, else on the lines above. */
    private static String key(String document, int lineStart, int from) {
        var key = "";
        var keys = KEY.matcher(document.substring(lineStart, from));
        while (keys.find()) {
            key = keys.group(1);
        }
        return key.isEmpty() && lineStart > 1
                ? key(document, document.lastIndexOf('\n', lineStart - 2) + 1, lineStart - 1)
                : key;
    }

    /** The document with the answer in its place. */
    public String fill(String document, Value answer) {
        var text = answer instanceof Value.Text plain ? plain.value().strip() : Json.write(answer);
        return document.substring(0, from) + (alone ? Json.write(answer) : spelled(text)) + document.substring(to);
    }

    private String spelled(String text) {
        var json = Json.write(Value.of(text));
        return switch (quote) {
            case '"' -> json.substring(1, json.length() - 1);
            case '\'' -> text.replace("'", "''").replace('\n', ' ');
            default -> text.replace('\n', ' ');
        };
    }

    /**
     * A workflow that asks a model for the answer: its input is {@link #QUESTION}, its output {@link #ANSWER}.
     *
     * @param words the answers that fit the key; empty where any does
     */
    public String question(List<String> words) {
        var step = new LinkedHashMap<String, Value>();
        step.put("id", Value.of("ask"));
        step.put("model", Value.of(Tag.OPENING + ">" + Tag.CLOSING));
        step.put("prompt", Value.of("${inputs." + QUESTION + "}"));
        var schema = schema(words);
        step.put("action", Value.of(schema.entries().isEmpty() ? "generate" : "generate_structured"));
        if (!schema.entries().isEmpty()) {
            step.put("output_schema", schema);
        }
        var document = new LinkedHashMap<String, Value>();
        document.put("id", Value.of("fill-in"));
        document.put("name", Value.of("Fill in a workflow"));
        document.put("inputs", Value.of(Map.of(QUESTION, Value.of(Map.of("type", Value.of("string"))))));
        document.put("steps", Value.of(List.of(Value.of(step))));
        document.put("outputs", Value.of(Map.of(ANSWER, Value.of("${ask.result}"))));
        return Json.write(Value.of(document));
    }

    private Value.Dict schema(List<String> words) {
        if (!alone) {
            return Value.EMPTY;
        }
        return switch (key) {
            case "dependencies", "depends_on", "dynamic_dependencies" ->
                Value.of(Map.of(
                        "type", Value.of("array"), "items", Wanted.oneOf(words).schema()));
            case "steps" ->
                Value.of(Map.of(
                        "type",
                        Value.of("array"),
                        "items",
                        Value.of(Map.of("type", Value.of("object"), "required", Value.of(List.of(Value.of("id")))))));
            default -> words.isEmpty() ? Value.EMPTY : Wanted.oneOf(words).schema();
        };
    }

    /** What to ask the model. */
    public String prompt(String document) {
        var context = document.length() <= CONTEXT_CHARS ? document : document.substring(0, CONTEXT_CHARS) + "\n...";
        return "Below is a workflow document in YAML. One value of it is still to be filled in: that of the key '" + key
                + "'. This is what its author wants there:\n\n" + body
                + "\n\nAnswer with that value alone: no explanation, no quotes around it.\n\nThe document:\n\n"
                + context;
    }
}
