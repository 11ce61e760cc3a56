package io.orchestrator.engine;

import io.orchestrator.json.Json;
import io.orchestrator.language.Expression;
import io.orchestrator.language.value.LanguageException;
import io.orchestrator.language.value.LanguageException.Kind;
import io.orchestrator.language.value.Scope;
import io.orchestrator.model.ArtifactMark;
import io.orchestrator.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a loop runs over: lists, maps, JSON text, texts with commas. */
final class LoopItems {

    /** The most iterations of one loop. */
    static final int MAX = 100_000;

    private LoopItems() {}

    /**
     * The items: the elements of a list, {key, value} of a map; a text is read as JSON, as a list in the language's own
     * notation, or split at its commas.
     *
     * @throws LanguageException TYPE for what is none of these, LIMIT for more than {@link #MAX}
     */
    static List<Value> of(Value value) {
        var items = items(value);
        if (items.size() > MAX) {
            throw new LanguageException(
                    Kind.LIMIT, 0, "for_each has " + items.size() + " items, more than the limit of " + MAX);
        }
        return items;
    }

    private static List<Value> items(Value value) {
        return switch (value) {
            case Value.Array array -> array.items();
            case Value.Dict dict -> pairs(dict);
            case Value.Text text -> ofText(text.value().strip());
            case Value.Null n -> throw none("null");
            case Value.Bool b -> throw none("a truth value");
            case Value.Int i -> throw none("a number");
            case Value.BigInt i -> throw none("a number");
            case Value.Real r -> throw none("a number");
        };
    }

    private static LanguageException none(String what) {
        return new LanguageException(Kind.TYPE, 0, "for_each needs a list, a map or a text, not " + what);
    }

    private static List<Value> pairs(Value.Dict dict) {
        var pairs = new ArrayList<Value>();
        dict.entries().forEach((key, value) -> pairs.add(Value.of(Map.of("key", plain(key), "value", value))));
        return pairs;
    }

    private static List<Value> ofText(String text) {
        if (text.startsWith("[") || text.startsWith("{")) {
            var read = read(text);
            if (read instanceof Value.Array || read instanceof Value.Dict) {
                return items(read);
            }
        }
        var bare = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        var items = new ArrayList<Value>();
        for (String part : bare.split(",", -1)) {
            if (!part.isBlank()) {
                items.add(plain(part.strip()));
            }
        }
        return items;
    }

    /** JSON, or a list or map in the language's own notation; JSON's null for neither. */
    private static Value read(String text) {
        try {
            var value = Json.parse(text);
            if (ArtifactMark.isInside(value)) {
                throw pretends();
            }
            return value;
        } catch (Json.InvalidJsonException notJson) {
            return readNotation(text);
        }
    }

    private static Value readNotation(String text) {
        try {
            return Expression.parse(text).evaluate(Scope.of(Value.EMPTY));
        } catch (LanguageException e) {
            // Neither of them: it is split at its commas.
            return Value.Null.NULL;
        }
    }

    /** A text that is made here, and no mark. */
    private static Value plain(String text) {
        if (ArtifactMark.signed(text).isPresent()) {
            throw pretends();
        }
        return Value.of(text);
    }

    private static LanguageException pretends() {
        return new LanguageException(
                Kind.SECURITY, 0, "a text of for_each pretends to stand for an artifact: see where it comes from");
    }

    /**
     * A number of iterations.
     *
     * @throws LanguageException TYPE where it is none, LIMIT where it is more than {@link #MAX}
     */
    static int count(Value value) {
        var number = switch (value) {
            case Value.Int i -> i.value();
            case Value.Real r -> r.value() == Math.rint(r.value()) ? (long) r.value() : -1L;
            case Value.Text t -> digits(t.value().strip());
            case Value.Null n -> -1L;
            case Value.Bool b -> -1L;
            case Value.BigInt i -> -1L;
            case Value.Array a -> -1L;
            case Value.Dict d -> -1L;
        };
        if (number < 0) {
            throw new LanguageException(Kind.TYPE, 0, "max_iterations must be a whole number, at least 0");
        }
        if (number > MAX) {
            throw new LanguageException(
                    Kind.LIMIT, 0, "max_iterations is " + number + ", more than the limit of " + MAX);
        }
        return (int) number;
    }

    private static long digits(String text) {
        var fits = !text.isEmpty() && text.length() <= 9 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return fits ? Long.parseLong(text) : -1L;
    }
}
