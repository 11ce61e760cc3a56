package io.orchestrator.language.value;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names bound by one block of a template; an inner one shadows an outer one. */
public final class Frame {

    private final @Nullable Frame outer;
    private final Map<String, Item> names = new HashMap<>();

    public Frame(@Nullable Frame outer) {
        this.outer = outer;
    }

    void set(String name, Item value) {
        names.put(name, value);
    }

    public static @Nullable Item find(@Nullable Frame innermost, String name) {
        for (var frame = innermost; frame != null; frame = frame.outer) {
            var value = frame.names.get(name);
            if (value != null) {
                return value;
            }
        }
        return null;
    }
}
