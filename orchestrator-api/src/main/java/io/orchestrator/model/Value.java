package io.orchestrator.model;

import java.math.BigInteger;
import java.util.AbstractList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A JSON-like value: the only data that templates, parameters, results and variables are made of.
 *
 * <p>Maps keep insertion order. Integers outside the range of {@code long} are {@link BigInt}; {@link #of(BigInteger)}
 * normalises. No Java object beyond these records is ever in the scope of a template.
 */
public sealed interface Value {

    /** The empty map. */
    Dict EMPTY = new Dict(Map.of());

    /** The absent value, JSON {@code null}, Python {@code None}. */
    enum Null implements Value {
        /** The one null. */
        NULL
    }

    /** @param value true or false */
    record Bool(boolean value) implements Value {
        public static final Bool TRUE = new Bool(true);
        public static final Bool FALSE = new Bool(false);
    }

    /** @param value an integer in the range of long */
    record Int(long value) implements Value {}

    /** @param value an integer outside the range of long */
    record BigInt(BigInteger value) implements Value {}

    /** @param value a double, possibly infinite or not a number (JSON writes those as null) */
    record Real(double value) implements Value {}

    /** @param value any text */
    record Text(String value) implements Value {}

    /** @param items the elements in order; copied, unless they are read lazily */
    record Array(List<Value> items) implements Value {
        public static final Array EMPTY = new Array(List.of());

        public Array {
            items = items instanceof LazyItems ? items : List.copyOf(items);
        }
    }

    /**
     * Elements that are read when they are asked for: a list of 10,000 results of which a template reads one costs one.
     * Whoever makes it promises that what is behind it never changes and may be read for as long as the list is kept.
     */
    interface Elements {
        /** How many there are; cheap. */
        int size();

        /** The element at an index from 0; may be read anew each time. */
        Value get(int index);
    }

    /** A list over {@link Elements}; equal to any list of the same values, though comparing reads them all. */
    final class LazyItems extends AbstractList<Value> implements RandomAccess {
        private final Elements elements;

        private LazyItems(Elements elements) {
            this.elements = elements;
        }

        @Override
        public Value get(int index) {
            return elements.get(Objects.checkIndex(index, size()));
        }

        @Override
        public int size() {
            return elements.size();
        }
    }

    /** @param entries the fields in insertion order; copied */
    record Dict(Map<String, Value> entries) implements Value {
        public Dict {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        /** The field's value, or null where there is none. */
        public @Nullable Value get(String name) {
            return entries.get(name);
        }

        /** As {@link Value#mapTexts}. */
        public Dict mapTexts(UnaryOperator<Value> change) {
            var copy = new LinkedHashMap<String, Value>();
            entries.forEach((name, value) -> copy.put(name, Value.mapTexts(value, change)));
            return new Dict(copy);
        }

        /** This map with one field set, at its old place or at the end. */
        public Dict with(String name, Value value) {
            var copy = new LinkedHashMap<>(entries);
            copy.put(name, value);
            return new Dict(copy);
        }
    }

    /**
     * The value with every text inside replaced; the names of fields stay.
     *
     * @param change takes a {@link Text}
     */
    static Value mapTexts(Value value, UnaryOperator<Value> change) {
        return switch (value) {
            case Text text -> change.apply(text);
            case Array array ->
                of(array.items().stream().map(item -> mapTexts(item, change)).toList());
            case Dict dict -> dict.mapTexts(change);
            case Null n -> n;
            case Bool b -> b;
            case Int i -> i;
            case BigInt i -> i;
            case Real r -> r;
        };
    }

    static Bool of(boolean value) {
        return value ? Bool.TRUE : Bool.FALSE;
    }

    static Int of(long value) {
        return new Int(value);
    }

    /** An {@link Int} where the number fits, else a {@link BigInt}. */
    static Value of(BigInteger value) {
        return value.bitLength() < Long.SIZE ? new Int(value.longValue()) : new BigInt(value);
    }

    static Real of(double value) {
        return new Real(value);
    }

    static Text of(String value) {
        return new Text(value);
    }

    static Array of(List<? extends Value> items) {
        return new Array(List.copyOf(items));
    }

    /** An array whose elements are read when they are asked for. */
    static Array lazy(Elements elements) {
        return new Array(new LazyItems(elements));
    }

    static Dict of(Map<String, Value> entries) {
        return new Dict(entries);
    }

    /** The text, or {@link Null#NULL} where it is null. */
    static Value ofNullable(@Nullable String text) {
        return text == null ? Null.NULL : new Text(text);
    }
}
