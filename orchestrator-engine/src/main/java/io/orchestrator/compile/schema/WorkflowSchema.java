package io.orchestrator.compile.schema;

import io.orchestrator.compile.pipeline.KeySets;
import io.orchestrator.compile.pipeline.field.Vocabulary;
import io.orchestrator.model.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The JSON Schema (draft 2020-12) of native documents, made of the keys that the compiler reads. */
public final class WorkflowSchema {

    /** The schema's names for the mappings that are not the document itself, by what the compiler calls them. */
    private static final Map<String, String> DEFINITIONS = Map.ofEntries(
            Map.entry("a step", "step"),
            Map.entry("retry", "retry"),
            Map.entry("model", "model"),
            Map.entry("requires_model", "needs"),
            Map.entry("an error handler", "handler"),
            Map.entry("a case of switch", "case"),
            Map.entry("rate_limit", "rate"),
            Map.entry("cache", "cache"),
            Map.entry("agent", "agent"),
            Map.entry("budget", "budget"),
            Map.entry("a tool of an agent", "agenttool"),
            Map.entry("wait", "wait"),
            Map.entry("signal", "signal"),
            Map.entry("approval", "approval"),
            Map.entry("emit", "emit"),
            Map.entry("fail", "fail"),
            Map.entry("succeed", "succeed"),
            Map.entry("create_parallel_queue", "queue"),
            Map.entry("concurrency", "concurrency"),
            Map.entry("defaults", "defaults"),
            Map.entry("context", "context"),
            Map.entry("an input", "input"),
            Map.entry("a nested declaration", "nested"),
            Map.entry("validation", "validation"));

    private static final String DOCUMENT = "a workflow";

    private WorkflowSchema() {}

    /** The schema; the same at every call. */
    public static Value.Dict json() {
        var schema = new LinkedHashMap<String, Value>();
        schema.put("$schema", Value.of("https://json-schema.org/draft/2020-12/schema"));
        schema.put("$id", Value.of("urn:orchestrator:workflow"));
        schema.put("title", Value.of("Orchestrator workflow"));
        var definitions = new TreeMap<String, Value>();
        for (var vocabulary : KeySets.all()) {
            var name = DEFINITIONS.get(vocabulary.where());
            if (vocabulary.where().equals(DOCUMENT)) {
                schema.putAll(mapping(vocabulary).entries());
            } else if (name != null) {
                definitions.put(name, mapping(vocabulary));
            }
        }
        schema.put("$defs", Value.of(definitions));
        return Value.of(schema);
    }

    private static Value.Dict mapping(Vocabulary vocabulary) {
        var properties = new LinkedHashMap<String, Value>();
        var keys = keys(vocabulary);
        for (var text : KeyText.all()) {
            if (text.where().equals(vocabulary.where()) && keys.remove(text.key())) {
                properties.put(text.key(), property(text));
            }
        }
        keys.forEach(key -> properties.put(key, Value.EMPTY));
        new TreeMap<>(vocabulary.ignored()).forEach((key, hint) -> properties.putIfAbsent(key, ignored(hint)));
        var schema = new LinkedHashMap<String, Value>();
        schema.put("type", Value.of("object"));
        schema.put("properties", Value.of(properties));
        schema.put("additionalProperties", Value.of(false));
        return Value.of(schema);
    }

    /** Every key with a meaning, for the compiler or for people, in the order of the alphabet. */
    static SortedSet<String> keys(Vocabulary vocabulary) {
        var keys = new TreeSet<>(vocabulary.read());
        keys.addAll(vocabulary.inert());
        keys.addAll(vocabulary.companions().keySet());
        return keys;
    }

    private static Value property(KeyText text) {
        var type = Types.find(text.type()).orElseThrow(() -> new IllegalStateException("no type " + text.type()));
        return type.schema().with("description", Value.of(text.meaning().replace("`", "")));
    }

    private static Value ignored(String hint) {
        var text = hint.isEmpty() ? "Changes nothing." : "Changes nothing: " + hint + ".";
        var schema = new LinkedHashMap<String, Value>();
        schema.put("deprecated", Value.of(true));
        schema.put("description", Value.of(text));
        return Value.of(schema);
    }
}
