package io.orchestrator.cli;

import io.orchestrator.json.Json;
import io.orchestrator.model.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@link RuleModels} answers: that of the first rule whose words are in the prompt. Else, where a JSON Schema is
 * given, JSON that fits it; where JSON is asked for without one, what the prompt shows as an example; else a sentence.
 */
final class Rules {

    /** What the worker writes before a schema. */
    private static final String SCHEMA_FOLLOWS = "fits this JSON Schema, without any other text:\n";

    private static final String ELSE = "All is well";

    /**
     * @param words in the prompt
     * @param answer to it
     */
    private record Rule(String words, String answer) {}

    private static final List<Rule> RULES = List.of(
            new Rule(
                    "The key is in the blue jar",
                    "{\"thought\": \"There it is.\","
                            + " \"answer\": {\"place\": \"in the blue jar\", \"note\": \"kitchen.txt\"}}"),
            new Rule("The rake is behind the shed", turn("read_note", "{\"path\": \"output/agent/kitchen.txt\"}")),
            new Rule("File not found: garden.txt", turn("read_note", "{\"path\": \"output/agent/garden.txt\"}")),
            new Rule("garden.txt", turn("read_note", "{\"path\": \"garden.txt\"}")),
            new Rule("Find out where the key is", turn("list_notes", "{}")),
            new Rule("\"stdout\":\"one", "{\"answer\": 1}"),
            new Rule(
                    "Count to one with the tool",
                    turn(
                            "terminal",
                            "{\"command\": \"touch begun; until [ -e go ];" + " do sleep 0.1; done; echo one\"}")),
            new Rule(
                    "list of sources to verify",
                    "[{\"name\": \"A journal\", \"url\": \"https://example.org/a\", \"type\": \"journal\"},"
                            + " {\"name\": \"A site\", \"url\": \"https://example.org/b\", \"type\": \"website\"}]"),
            new Rule("claims that need fact-checking", "[\"Tea is green\", \"Water is wet\", \"Snow is warm\"]"),
            new Rule("names of two cities by the sea", "[\"Oslo\", \"Lima\"]"),
            new Rule("an adjective for by the sea", "salty"),
            new Rule("one sentence about Oslo, with salty", "Oslo smells of salt."),
            new Rule("whatever runs \"wc\"", "\"terminal\""),
            new Rule("one word about tea", "green\n"),
            new Rule("Is All is well wrong?", "false"),
            new Rule("Return only \"valid\"", "valid"),
            new Rule("one word: low, medium, or high", "low"),
            new Rule("either \"success\" or \"failure\"", "success"),
            new Rule("Return \"ready\"", "ready"),
            new Rule("the word \"cleaned\"", "cleaned"),
            new Rule("Reply with just a number", "42"),
            new Rule("descriptive folder name", "calm_lake"),
            new Rule("Return only the content type", "technical"),
            new Rule("\"simple\", \"advanced\", or \"expert\"", "advanced"),
            new Rule("\"markdown\", \"json\", or \"plain\"", "markdown"));

    private Rules() {}

    /** What an agent's model says to have a tool called. */
    private static String turn(String tool, String parameters) {
        return "{\"thought\": \"I look.\", \"tool\": \"" + tool + "\", \"parameters\": " + parameters + "}";
    }

    /**
     * @param prompt what all messages say
     * @param json whether the request wants JSON
     */
    static String answer(String prompt, boolean json) {
        return RULES.stream()
                .filter(rule -> prompt.contains(rule.words()))
                .map(Rule::answer)
                .findFirst()
                .orElseGet(() -> prompt.contains(SCHEMA_FOLLOWS)
                        ? Json.write(fitting(schema(prompt)))
                        : json ? example(prompt) : ELSE);
    }

    private static Value.Dict schema(String prompt) {
        return Json.parseDict(prompt.substring(prompt.lastIndexOf(SCHEMA_FOLLOWS) + SCHEMA_FOLLOWS.length()));
    }

    private static Value fitting(Value.Dict schema) {
        if (schema.get("enum") instanceof Value.Array words) {
            return words.items().getFirst();
        }
        return switch (text(schema.get("type"))) {
            case "object" -> object(schema);
            case "array" ->
                Value.of(schema.get("items") instanceof Value.Dict item ? List.of(fitting(item)) : List.<Value>of());
            case "integer", "number" -> schema.get("minimum") instanceof Value.Int least ? least : Value.of(1);
            case "boolean" -> Value.of(true);
            default -> Value.of(ELSE);
        };
    }

    private static Value object(Value.Dict schema) {
        var fields = new LinkedHashMap<String, Value>();
        if (schema.get("properties") instanceof Value.Dict properties) {
            properties.entries().forEach((name, field) -> fields.put(name, fitting((Value.Dict) field)));
        }
        if (schema.get("required") instanceof Value.Array required) {
            required.items().forEach(name -> fields.putIfAbsent(text(name), Value.of(ELSE)));
        }
        return Value.of(fields);
    }

    /** The JSON object between the prompt's outermost braces, where there is one. */
    private static String example(String prompt) {
        var from = prompt.indexOf('{');
        var to = prompt.lastIndexOf('}');
        try {
            return Json.write(Json.parseDict(from < 0 || to < from ? "" : prompt.substring(from, to + 1)));
        } catch (Json.InvalidJsonException e) {
            return Json.write(Value.of(Map.of("answer", Value.of(ELSE)))); // the prompt shows none
        }
    }

    private static String text(@Nullable Value value) {
        return value instanceof Value.Text text ? text.value() : "";
    }
}
