package io.orchestrator.compile.auto;

import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.document.Place;
import io.orchestrator.model.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes and changes nodes of a document's tree; what is made stands where its reason stands. */
final class Nodes {

    private Nodes() {}

    static Node.Scalar text(String text, Place at) {
        return new Node.Scalar(Value.of(text), text, false, at);
    }

    /** The scalar with another text; a block stays one, so that its places stay true. */
    static Node.Scalar text(String text, Node.Scalar old) {
        return new Node.Scalar(Value.of(text), text, old.block(), old.place());
    }

    static Node.Mapping mapping(Map<String, Node> fields, Place at) {
        var entries = new LinkedHashMap<String, Node.Entry>();
        fields.forEach((key, node) -> entries.put(key, new Node.Entry(at, node)));
        return new Node.Mapping(entries, at);
    }

    static Node.Mapping with(Node.Mapping mapping, String key, Node node) {
        var entries = new LinkedHashMap<>(mapping.entries());
        entries.put(key, new Node.Entry(mapping.placeOf(key), node));
        return new Node.Mapping(entries, mapping.place());
    }

    /** A value as a node, all of it at one place. */
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
            case Value.Bool bool -> new Node.Scalar(bool, Boolean.toString(bool.value()), false, at);
            case Value.Int number -> new Node.Scalar(number, Long.toString(number.value()), false, at);
            case Value.BigInt number -> new Node.Scalar(number, number.value().toString(), false, at);
            case Value.Real number -> new Node.Scalar(number, Double.toString(number.value()), false, at);
            case Value.Null none -> new Node.Scalar(none, "null", false, at);
        };
    }

    static boolean hasTag(Node node) {
        return switch (node) {
            case Node.Scalar scalar -> !Tag.in(scalar.text()).isEmpty();
            case Node.Sequence list -> list.items().stream().anyMatch(Nodes::hasTag);
            case Node.Mapping mapping -> mapping.entries().values().stream().anyMatch(entry -> hasTag(entry.node()));
        };
    }

    static List<Node.Mapping> mappings(Node node) {
        return node instanceof Node.Sequence list
                ? list.items().stream()
                        .filter(Node.Mapping.class::isInstance)
                        .map(Node.Mapping.class::cast)
                        .toList()
                : List.of();
    }
}
