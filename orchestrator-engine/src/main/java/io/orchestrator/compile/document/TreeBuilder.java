package io.orchestrator.compile.document;

import io.orchestrator.model.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/**
 * Builds the tree from the parser's events; counts what aliases expand to, so that no tree is deeper or larger than
 * allowed.
 */
final class TreeBuilder {

    private static final String TAG_PREFIX = "tag:yaml.org,2002:";
    private static final String MERGE = "<<";

    /** A long text counts as several nodes, so that aliases cannot multiply it without end. */
    private static final int CHARACTERS_A_NODE = 64;

    /** A bound was reached; stops the building at once. */
    static final class LimitException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String text;
        private final transient Place place;

        LimitException(String text, Place place) {
            super(text, null, false, false);
            this.text = text;
            this.place = place;
        }

        String text() {
            return text;
        }

        Place place() {
            return place;
        }
    }

    /** A finished subtree with its size and height, aliases expanded. */
    private record Built(Node node, int size, int height) {}

    private final Iterator<Event> events;
    private final Findings findings;
    private final Map<String, Built> anchors = new HashMap<>();
    private int nodes;

    TreeBuilder(Iterator<Event> events, Findings findings) {
        this.events = events;
        this.findings = findings;
    }

    Node build() {
        return next(events.next(), 1).node();
    }

    static Place place(Event event) {
        return event.getStartMark().map(DocumentReader::place).orElse(Place.NONE);
    }

    private Built next(Event event, int depth) {
        if (event instanceof AliasEvent alias) {
            return alias(alias, depth);
        }
        var at = place(event);
        count(1, at);
        if (depth > DocumentReader.MAX_DEPTH) {
            throw new LimitException("nested deeper than " + DocumentReader.MAX_DEPTH + " levels", at);
        }
        var start = (NodeEvent) event;
        var built = start instanceof ScalarEvent scalar ? scalar(scalar, at) : collection(start, depth, at);
        start.getAnchor().ifPresent(anchor -> anchors.put(anchor.getValue(), built));
        return built;
    }

    private Built alias(AliasEvent alias, int depth) {
        var at = place(alias);
        var target = anchors.get(alias.getAlias().getValue());
        if (target == null) {
            findings.error("yaml-syntax", at, "the alias *" + alias.getAlias().getValue() + " has no finished anchor");
            return new Built(new Node.Scalar(Value.Null.NULL, "", false, at), 1, 1);
        }
        count(target.size(), at);
        if (depth + target.height() > DocumentReader.MAX_DEPTH) {
            throw new LimitException("nested deeper than " + DocumentReader.MAX_DEPTH + " levels by aliases", at);
        }
        return target;
    }

    private void count(int more, Place at) {
        nodes += more;
        if (nodes > DocumentReader.MAX_NODES) {
            throw new LimitException("more than " + DocumentReader.MAX_NODES + " values, aliases expanded", at);
        }
    }

    private Built scalar(ScalarEvent event, Place at) {
        var text = event.getValue();
        count(text.length() / CHARACTERS_A_NODE, at);
        var block = event.isLiteral() || event.isFolded();
        var tag = event.getTag().orElse(event.isPlain() ? "" : "!");
        var value = switch (tag) {
            case "!", TAG_PREFIX + "str" -> Value.of(text);
            case "", TAG_PREFIX + "int", TAG_PREFIX + "float", TAG_PREFIX + "bool", TAG_PREFIX + "null" ->
                CoreSchema.resolve(text);
            default -> {
                unknownTag(tag, at);
                yield Value.of(text);
            }
        };
        return new Built(new Node.Scalar(value, text, block, at), 1 + text.length() / CHARACTERS_A_NODE, 1);
    }

    private Built collection(NodeEvent start, int depth, Place at) {
        var before = nodes;
        var collection = (CollectionStartEvent) start;
        var isMap = start.getEventId() == Event.ID.MappingStart;
        collection
                .getTag()
                .filter(tag -> !tag.equals(TAG_PREFIX + (isMap ? "map" : "seq")))
                .ifPresent(tag -> unknownTag(tag, at));
        var height = new int[] {0};
        var node = isMap ? mapping(depth, at, height) : sequence(depth, at, height);
        return new Built(node, nodes - before + 1, height[0] + 1);
    }

    private void unknownTag(String tag, Place at) {
        findings.error("unknown-tag", at, "the YAML tag " + tag + " is not known", "remove it");
    }

    private Node sequence(int depth, Place at, int[] height) {
        var items = new ArrayList<Node>();
        for (var event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            var item = next(event, depth + 1);
            height[0] = Math.max(height[0], item.height());
            items.add(item.node());
        }
        return new Node.Sequence(items, at);
    }

    private Node mapping(int depth, Place at, int[] height) {
        var entries = new LinkedHashMap<String, Node.Entry>();
        var merged = new ArrayList<Node>();
        for (var event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            var key = next(event, depth + 1).node();
            var value = next(events.next(), depth + 1);
            height[0] = Math.max(height[0], value.height());
            if (isMerge(event)) {
                merged.add(value.node());
            } else {
                put(entries, key, place(event), value.node());
            }
        }
        merged.forEach(source -> merge(entries, source));
        return new Node.Mapping(entries, at);
    }

    private static boolean isMerge(Event key) {
        return key instanceof ScalarEvent scalar
                && scalar.isPlain()
                && scalar.getValue().equals(MERGE);
    }

    private void put(Map<String, Node.Entry> entries, Node key, Place at, Node value) {
        if (!(key instanceof Node.Scalar scalar)) {
            findings.error("bad-key", at, "a key must be a text, not " + key.kind());
            return;
        }
        var earlier = entries.putIfAbsent(scalar.text(), new Node.Entry(at, value));
        if (earlier != null) {
            findings.error(
                    "duplicate-key",
                    at,
                    "the key '" + scalar.text() + "' is already set in line "
                            + earlier.key().line(),
                    "keep one of them");
        }
    }

    /** The merge key of YAML 1.1, which documents with anchors use: fills in what is not set. */
    private void merge(Map<String, Node.Entry> entries, Node source) {
        switch (source) {
            case Node.Mapping mapping -> mapping.entries().forEach(entries::putIfAbsent);
            case Node.Sequence list -> mergeAll(entries, list.items());
            case Node.Scalar scalar ->
                findings.error("bad-key", scalar.place(), "<< merges a mapping, not " + scalar.kind());
        }
    }

    private void mergeAll(Map<String, Node.Entry> entries, List<Node> sources) {
        for (var source : sources) {
            if (source instanceof Node.Mapping mapping) {
                count(mapping.entries().size(), mapping.place());
                mapping.entries().forEach(entries::putIfAbsent);
            } else {
                findings.error("bad-key", source.place(), "<< merges mappings, not " + source.kind());
            }
        }
    }
}
