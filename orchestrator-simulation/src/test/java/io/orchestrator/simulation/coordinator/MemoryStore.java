package io.orchestrator.simulation.coordinator;

import io.orchestrator.simulation.coordinator.Rows.Row;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * A state store in memory, for texts or bytes as keys. What is written is told, so that it can become part of a
 * transaction.
 */
final class MemoryStore implements KeyValueStore<Object, byte[]> {

    private final String name;
    private final Rows rows;
    private final UnaryOperator<byte @Nullable []> kept;
    private final BiConsumer<Object, byte @Nullable []> onWrite;

    /**
     * @param kept what of a value is kept here
     * @param onWrite is told of every value that is written
     */
    MemoryStore(
            String name,
            Rows rows,
            UnaryOperator<byte @Nullable []> kept,
            BiConsumer<Object, byte @Nullable []> onWrite) {
        this.name = name;
        this.rows = rows;
        this.kept = kept;
        this.onWrite = onWrite;
    }

    Rows rows() {
        return rows;
    }

    @Override
    public byte @Nullable [] get(Object key) {
        var row = rows.sorted().get(Rows.bytes(key));
        return row == null ? null : row.value().get();
    }

    @Override
    public void put(Object key, byte @Nullable [] value) {
        var mine = kept.apply(value);
        rows.put(key, mine == null ? null : Bytes.wrap(mine));
        onWrite.accept(key, value);
    }

    @Override
    public byte @Nullable [] putIfAbsent(Object key, byte[] value) {
        var before = get(key);
        if (before == null) {
            put(key, value);
        }
        return before;
    }

    @Override
    public void putAll(List<KeyValue<Object, byte[]>> entries) {
        entries.forEach(entry -> put(entry.key, entry.value));
    }

    @Override
    public byte @Nullable [] delete(Object key) {
        var before = get(key);
        put(key, null);
        return before;
    }

    @Override
    public KeyValueIterator<Object, byte[]> range(Object from, Object to) {
        return new Cursor(rows.sorted().subMap(Rows.bytes(from), true, Rows.bytes(to), true));
    }

    @Override
    public KeyValueIterator<Object, byte[]> reverseRange(Object from, Object to) {
        return new Cursor(rows.sorted()
                .subMap(Rows.bytes(from), true, Rows.bytes(to), true)
                .descendingMap());
    }

    @Override
    public KeyValueIterator<Object, byte[]> all() {
        return new Cursor(rows.sorted());
    }

    @Override
    public <S extends Serializer<P>, P> KeyValueIterator<Object, byte[]> prefixScan(P prefix, S serializer) {
        var from = Bytes.wrap(serializer.serialize("", prefix));
        var rest = rows.sorted().tailMap(from, true);
        var behind = rest.keySet().stream()
                .filter(key -> !startsWith(key.get(), from.get()))
                .findFirst();
        return new Cursor(behind.isEmpty() ? rest : rest.headMap(behind.get(), false));
    }

    private static boolean startsWith(byte[] key, byte[] prefix) {
        return key.length >= prefix.length && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
    }

    @Override
    public long approximateNumEntries() {
        return rows.size();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        throw new UnsupportedOperationException("a store in memory is ready when it is made");
    }

    @Override
    public void close() {}

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    /** Walks over the rows; they must not change meanwhile. */
    private static final class Cursor implements KeyValueIterator<Object, byte[]> {

        private final Iterator<Row> rows;
        private @Nullable Row ahead;

        Cursor(NavigableMap<Bytes, Row> part) {
            rows = part.values().iterator();
        }

        @Override
        public boolean hasNext() {
            return ahead != null || rows.hasNext();
        }

        @Override
        public KeyValue<Object, byte[]> next() {
            var row = row();
            ahead = null;
            return KeyValue.pair(row.key(), row.value().get());
        }

        @Override
        public Object peekNextKey() {
            ahead = row();
            return ahead.key();
        }

        private Row row() {
            if (ahead != null) {
                return ahead;
            }
            if (!rows.hasNext()) {
                throw new NoSuchElementException();
            }
            return rows.next();
        }

        @Override
        public void close() {}
    }
}
