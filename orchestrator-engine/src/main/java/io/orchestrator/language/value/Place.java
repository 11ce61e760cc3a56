package io.orchestrator.language.value;

import org.jspecify.annotations.Nullable;

/** Where a value was looked up. Its texts are made only where nothing was found. */
public interface Place {

    /** The path as its author wrote it, or what to call it in messages. */
    String describe();

    /**
     * What there is instead, or which name was probably meant, to be put after a message; empty where nothing is near.
     *
     * @param parent what the value was looked up in, null where that is the scope
     */
    String hint(@Nullable Item parent, Scope scope);

    /** A key as it is written in a path. */
    static String written(Item key) {
        return switch (key) {
            case Item.Int number -> Long.toString(number.value());
            case Item.Str text -> "'" + text.value() + "'";
            case Item other -> "(...)";
        };
    }
}
