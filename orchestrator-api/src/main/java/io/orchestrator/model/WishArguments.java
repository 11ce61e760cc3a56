package io.orchestrator.model;

import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** Reads and makes the arguments of a wish. */
record WishArguments(String word, Value.Dict given) {

    /** @param pairs name and value by turns */
    static Value.Dict of(Object... pairs) {
        var entries = new LinkedHashMap<String, Value>();
        for (int i = 0; i < pairs.length; i += 2) {
            entries.put((String) pairs[i], (Value) pairs[i + 1]);
        }
        return Value.of(entries);
    }

    @Nullable
    Value valueOrNull(String name) {
        return given.get(name);
    }

    Value value(String name) {
        var value = valueOrNull(name);
        if (value == null) {
            throw new IllegalArgumentException(word + " needs the argument '" + name + "'");
        }
        return value;
    }

    String text(String name) {
        if (value(name) instanceof Value.Text text) {
            return text.value();
        }
        throw wrong(name, "a text");
    }

    String text(String name, String fallback) {
        return valueOrNull(name) == null ? fallback : text(name);
    }

    long number(String name) {
        if (value(name) instanceof Value.Int number && Math.abs(number.value()) <= Integer.MAX_VALUE) {
            return number.value();
        }
        throw wrong(name, "a whole number");
    }

    long number(String name, long fallback) {
        return valueOrNull(name) == null ? fallback : number(name);
    }

    boolean flag(String name) {
        var value = valueOrNull(name);
        if (value == null) {
            return false;
        }
        if (value instanceof Value.Bool flag) {
            return flag.value();
        }
        throw wrong(name, "true or false");
    }

    Value.Dict dict(String name) {
        var value = valueOrNull(name);
        if (value == null) {
            return Value.EMPTY;
        }
        if (value instanceof Value.Dict dict) {
            return dict;
        }
        throw wrong(name, "a map");
    }

    Priority priority(String name) {
        var word = text(name);
        for (Priority priority : Priority.values()) {
            if (priority.word().equalsIgnoreCase(word)) {
                return priority;
            }
        }
        throw wrong(name, "high, normal or low");
    }

    private IllegalArgumentException wrong(String name, String expected) {
        return new IllegalArgumentException("argument '" + name + "' of " + word + " must be " + expected);
    }
}
