package io.orchestrator.language.value;

import org.jspecify.annotations.Nullable;

/**
 * No value. It may be passed on, tested and replaced by a default; using it is an error.
 *
 * @param missing the first path that has no value, null where it is no path
 * @param parent what {@code missing} was looked up in, null where that is the scope
 * @param whole the whole path that was asked for, which may go on after {@code missing}
 * @param reason what to say where {@code missing} is null
 */
public record Undefined(
        @Nullable Place missing,
        @Nullable Item parent,
        @Nullable Place whole,
        String reason) implements Item {

    /** What an {@code if} without an {@code else} gives: it prints as nothing, and is false, empty and null. */
    public static final Undefined NOTHING = because("the condition of an 'if' without an 'else' is false");

    public static Undefined at(Place place, @Nullable Item parent) {
        return new Undefined(place, parent, place, "");
    }

    public static Undefined because(String reason) {
        return new Undefined(null, null, null, reason);
    }

    /** The path goes on after this. */
    public Undefined through(Place place) {
        return missing == null ? this : new Undefined(missing, parent, place, reason);
    }
}
