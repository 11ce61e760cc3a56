package io.orchestrator.artifact;

import io.orchestrator.artifact.LargeValues.Stays;
import io.orchestrator.model.ArtifactMark;
import io.orchestrator.model.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What of a value stays and what goes, found before anything is written. The innermost large values go, so that a
 * template that reads a short field beside a long one has it at hand; a list or map goes as a whole where it is large
 * by many small parts.
 */
final class Parts {

    /** Of a result's envelope: read by everybody who looks at it. */
    static final Set<String> ENVELOPE = Set.of("success", "error");

    /** A mark in JSON, signed. */
    private static final int MARK_BYTES = 160;

    private final Value.Dict dict;
    private final Map<String, Part> fields;

    private Parts(Value.Dict dict, Map<String, Part> fields) {
        this.dict = dict;
        this.fields = fields;
    }

    /** Part of a value. */
    private sealed interface Part {
        /** Bytes of JSON that stay. */
        long bytes();

        /** Whether something inside must stay. */
        boolean pinned();
    }

    private record Stay(Value value, long bytes, boolean pinned) implements Part {}

    private record Go(Value value) implements Part {
        @Override
        public long bytes() {
            return MARK_BYTES;
        }

        @Override
        public boolean pinned() {
            return false;
        }
    }

    private record Items(List<Part> parts, long bytes, boolean pinned) implements Part {}

    private record Fields(Map<String, Part> parts, long bytes, boolean pinned) implements Part {}

    /**
     * The parts of a map that stays one.
     *
     * @param names of its fields that stay, whatever they hold
     */
    static Parts of(Value.Dict dict, Set<String> names, Stays stays) {
        var fields = new LinkedHashMap<String, Part>();
        dict.entries()
                .forEach((name, value) ->
                        fields.put(name, names.contains(name) ? new Stay(value, 0, true) : part(value, stays)));
        return new Parts(dict, fields);
    }

    /** Whether anything goes. */
    boolean isLarge() {
        return !stayWhole(fields.values());
    }

    /** The map, in which what goes is replaced. */
    Value.Dict put(Function<Value, Value> replacement) {
        if (!isLarge()) {
            return dict;
        }
        var made = new LinkedHashMap<String, Value>();
        fields.forEach((name, part) -> made.put(name, value(part, replacement)));
        return Value.of(made);
    }

    private static Value value(Part part, Function<Value, Value> replacement) {
        return switch (part) {
            case Stay stay -> stay.value();
            case Go go -> replacement.apply(go.value());
            case Items items -> {
                var made = new ArrayList<Value>();
                items.parts().forEach(item -> made.add(value(item, replacement)));
                yield Value.of(made);
            }
            case Fields all -> {
                var made = new LinkedHashMap<String, Value>();
                all.parts().forEach((name, field) -> made.put(name, value(field, replacement)));
                yield Value.of(made);
            }
        };
    }

    private static Part part(Value value, Stays stays) {
        return switch (value) {
            case Value.Text text -> text(text, stays);
            case Value.Array array -> items(array, stays);
            case Value.Dict dict -> fields(dict, stays);
            case Value.BigInt big -> new Stay(big, big.value().bitLength() / 3 + 2L, false);
            case Value.Null n -> new Stay(n, 4, false);
            case Value.Bool b -> new Stay(b, 5, false);
            case Value.Int i -> new Stay(i, 20, false);
            case Value.Real r -> new Stay(r, 25, false);
        };
    }

    /** A mark stays, with all around it: nothing inside of an artifact is a mark. */
    private static Part text(Value.Text text, Stays stays) {
        var pinned = ArtifactMark.of(text).isPresent() || stays.stays(text.value());
        var bytes = JsonBytes.of(text.value());
        return bytes > LargeValues.INLINE_BYTES && !pinned ? new Go(text) : new Stay(text, bytes, pinned);
    }

    private static Part items(Value.Array array, Stays stays) {
        var parts = new ArrayList<Part>(array.items().size());
        array.items().forEach(item -> parts.add(part(item, stays)));
        var bytes = 2L + parts.stream().mapToLong(part -> part.bytes() + 1).sum();
        var pinned = parts.stream().anyMatch(Part::pinned);
        if (!pinned && bytes > bound(parts)) {
            return new Go(array);
        }
        return stayWhole(parts) ? new Stay(array, bytes, pinned) : new Items(parts, bytes, pinned);
    }

    private static Part fields(Value.Dict dict, Stays stays) {
        var parts = new LinkedHashMap<String, Part>();
        dict.entries().forEach((name, value) -> parts.put(name, part(value, stays)));
        var names = dict.entries().keySet().stream().mapToLong(JsonBytes::of).sum();
        var bytes = 2L
                + names
                + parts.values().stream().mapToLong(part -> part.bytes() + 2).sum();
        var pinned = parts.values().stream().anyMatch(Part::pinned);
        if (!pinned && bytes > bound(parts.values())) {
            return new Go(dict);
        }
        return stayWhole(parts.values()) ? new Stay(dict, bytes, pinned) : new Fields(parts, bytes, pinned);
    }

    private static boolean stayWhole(Iterable<Part> parts) {
        for (Part part : parts) {
            if (!(part instanceof Stay)) {
                return false;
            }
        }
        return true;
    }

    private static int bound(Iterable<Part> parts) {
        return stayWhole(parts) ? LargeValues.INLINE_BYTES : LargeValues.INLINE_BYTES_OF_MARKS;
    }
}
