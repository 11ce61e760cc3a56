package io.orchestrator.compile.document;

import io.orchestrator.model.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A value of the document that knows where it stands. Immutable; an aliased node is shared. */
public sealed interface Node {

    /** Where it starts. */
    Place place();

    /** The value without its places; recursion is bounded by {@link DocumentReader#MAX_DEPTH}. */
    Value value();

    /** What people call it: a mapping, a list, text, a number ... */
    default String kind() {
        return switch (this) {
            case Mapping m -> "a mapping";
            case Sequence s -> "a list";
            case Scalar s -> Kinds.of(s.value());
        };
    }

    /**
     * @param value what it means
     * @param text as written, without quotes and escapes
     * @param block whether it is a block scalar, whose text starts on the line after {@code place}
     * @param place where it starts
     */
    record Scalar(Value value, String text, boolean block, Place place) implements Node {}

    /**
     * @param items in order
     * @param place where it starts
     */
    record Sequence(List<Node> items, Place place) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public Value value() {
            return Value.of(items.stream().map(Node::value).toList());
        }
    }

    /**
     * @param entries in the order of the document
     * @param place where it starts
     */
    record Mapping(Map<String, Entry> entries, Place place) implements Node {
        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        /** The value under the key, if it is written. */
        public Optional<Node> get(String key) {
            return Optional.ofNullable(entries.get(key)).map(Entry::node);
        }

        public boolean has(String key) {
            return entries.containsKey(key);
        }

        /** Where the key stands; the mapping's own place where it is not written. */
        public Place placeOf(String key) {
            var entry = entries.get(key);
            return entry == null ? place : entry.key();
        }

        @Override
        public Value.Dict value() {
            var values = new LinkedHashMap<String, Value>();
            entries.forEach((key, entry) -> values.put(key, entry.node().value()));
            return Value.of(values);
        }

        /** The mapping with a key, instead of the one it may have. */
        public Mapping with(String key, Node node) {
            var more = new LinkedHashMap<>(entries);
            more.put(key, new Entry(placeOf(key), node));
            return new Mapping(more, place);
        }

        /** The mapping without some keys. */
        public Mapping without(List<String> keys) {
            var rest = new LinkedHashMap<>(entries);
            new ArrayList<>(keys).forEach(rest::remove);
            return new Mapping(rest, place);
        }
    }

    /**
     * A key and its value.
     *
     * @param key where the key stands
     * @param node the value
     */
    record Entry(Place key, Node node) {}
}
