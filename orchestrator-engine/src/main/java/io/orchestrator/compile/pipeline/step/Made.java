package io.orchestrator.compile.pipeline.step;

import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.document.Place;
import io.orchestrator.json.Json;
import io.orchestrator.model.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/** Parts of a document that no author has written; they stand where their reason stands. */
final class Made {

    private Made() {}

    static Node.Scalar text(String text, Place at) {
        return new Node.Scalar(Value.of(text), text, false, at);
    }

    static Node.Mapping mapping(Map<String, Node> fields, Place at) {
        var entries = new LinkedHashMap<String, Node.Entry>();
        fields.forEach((key, node) -> entries.put(key, new Node.Entry(node.place(), node)));
        return new Node.Mapping(entries, at);
    }

    /** A JSON Schema as a mapping: it is read as a value, never as templates. */
    static Node of(Value value, Place at) {
        return switch (value) {
            case Value.Dict dict -> {
                var fields = new LinkedHashMap<String, Node>();
                dict.entries().forEach((key, field) -> fields.put(key, of(field, at)));
                yield mapping(fields, at);
            }
            case Value.Array array ->
                new Node.Sequence(
                        array.items().stream().map(item -> of(item, at)).toList(), at);
            case Value.Text text -> text(text.value(), at);
            case Value.Bool bool -> scalar(bool, at);
            case Value.Int number -> scalar(number, at);
            case Value.BigInt number -> scalar(number, at);
            case Value.Real number -> scalar(number, at);
            case Value.Null none -> scalar(none, at);
        };
    }

    private static Node scalar(Value value, Place at) {
        return new Node.Scalar(value, Json.write(value), false, at);
    }
}
