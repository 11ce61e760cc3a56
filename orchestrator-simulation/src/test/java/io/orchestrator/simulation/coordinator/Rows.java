package io.orchestrator.simulation.coordinator;

import java.nio.charset.StandardCharsets;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** The rows of a store in the order of their keys' bytes: what a compacted changelog holds. */
public final class Rows {

    /** @param key as its processor knows it: a text or bytes */
    record Row(Object key, Bytes value) {}

    private final NavigableMap<Bytes, Row> rows;

    public Rows() {
        this(new TreeMap<>());
    }

    private Rows(NavigableMap<Bytes, Row> rows) {
        this.rows = rows;
    }

    Rows copy() {
        return new Rows(new TreeMap<>(rows));
    }

    NavigableMap<Bytes, Row> sorted() {
        return rows;
    }

    /** The value under a key; null where there is none. */
    public byte @Nullable [] get(byte[] key) {
        var row = rows.get(Bytes.wrap(key));
        return row == null ? null : row.value().get();
    }

    public byte @Nullable [] get(String key) {
        return get(key.getBytes(StandardCharsets.UTF_8));
    }

    /** How many keys are between the two, the second not included. */
    public int count(byte[] from, byte[] to) {
        return rows.subMap(Bytes.wrap(from), Bytes.wrap(to)).size();
    }

    /** Rows between the two keys, the second not included, in order. */
    public void forEach(byte[] from, byte[] to, BiConsumer<byte[], byte[]> reader) {
        rows.subMap(Bytes.wrap(from), Bytes.wrap(to))
                .forEach((key, row) -> reader.accept(key.get(), row.value().get()));
    }

    public int size() {
        return rows.size();
    }

    void put(Object key, @Nullable Bytes value) {
        if (value == null) {
            rows.remove(bytes(key));
        } else {
            rows.put(bytes(key), new Row(key, value));
        }
    }

    static Bytes bytes(Object key) {
        return switch (key) {
            case String text -> Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
            case byte[] raw -> Bytes.wrap(raw);
            default -> throw new IllegalArgumentException("a key is a text or bytes: " + key);
        };
    }
}
