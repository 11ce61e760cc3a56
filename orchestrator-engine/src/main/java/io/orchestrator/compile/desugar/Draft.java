package io.orchestrator.compile.desugar;

import io.orchestrator.compile.document.Node;
import io.orchestrator.compile.document.Place;
import io.orchestrator.model.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A mapping in the making; not thread-safe. A key that is put again keeps its first value. */
public final class Draft {

    private final Map<String, Node.Entry> entries = new LinkedHashMap<>();
    private final Place place;

    /** @param place where the mapping stands */
    public Draft(Place place) {
        this.place = place;
    }

    /** A text at a place. */
    public static Node.Scalar text(String text, Place at) {
        return new Node.Scalar(Value.of(text), text, false, at);
    }

    /** A value at a place; its parts stand there too. */
    public static Node value(Value value, Place at) {
        return switch (value) {
            case Value.Text text -> text(text.value(), at);
            case Value.Array array ->
                new Node.Sequence(
                        array.items().stream().map(item -> value(item, at)).toList(), at);
            case Value.Dict dict -> {
                var draft = new Draft(at);
                dict.entries().forEach((key, item) -> draft.put(key, value(item, at)));
                yield draft.node();
            }
            case Value.Null n -> new Node.Scalar(value, "null", false, at);
            case Value.Bool b -> new Node.Scalar(value, Boolean.toString(b.value()), false, at);
            case Value.Int i -> new Node.Scalar(value, Long.toString(i.value()), false, at);
            case Value.BigInt i -> new Node.Scalar(value, i.value().toString(), false, at);
            case Value.Real r -> new Node.Scalar(value, Double.toString(r.value()), false, at);
        };
    }

    /** A list of texts at a place. */
    public static Node.Sequence texts(List<String> texts, Place at) {
        return new Node.Sequence(
                texts.stream().<Node>map(text -> text(text, at)).toList(), at);
    }

    /** The key stands where its value does. */
    public Draft put(String key, Node node) {
        return put(key, node.place(), node);
    }

    /** @param at where the key stands */
    public Draft put(String key, Place at, Node node) {
        entries.putIfAbsent(key, new Node.Entry(at, node));
        return this;
    }

    /** A text where the mapping stands. */
    public Draft put(String key, String text) {
        return put(key, text(text, place));
    }

    /** A value where the mapping stands. */
    public Draft put(String key, Value value) {
        return put(key, value(value, place));
    }

    /** The author's own entry, key and value as they stand; nothing where there is none. */
    public Draft copy(String key, Node.Mapping from) {
        Optional.ofNullable(from.entries().get(key)).ifPresent(entry -> entries.putIfAbsent(key, entry));
        return this;
    }

    public Node.Mapping node() {
        return new Node.Mapping(entries, place);
    }
}
