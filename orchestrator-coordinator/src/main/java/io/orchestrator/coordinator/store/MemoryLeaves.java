package io.orchestrator.coordinator.store;

import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** Leaves in memory, in the order of a store. Not thread-safe. */
final class MemoryLeaves implements ReadOnlyKeyValueStore<byte[], byte[]> {

    private final NavigableMap<Bytes, Bytes> entries = new TreeMap<>();

    NavigableMap<Bytes, Bytes> entries() {
        return Collections.unmodifiableNavigableMap(entries);
    }

    void put(Bytes key, Bytes value) {
        entries.put(key, value);
    }

    void remove(Bytes key) {
        entries.remove(key);
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        var value = entries.get(Bytes.wrap(key));
        return value == null ? null : value.get();
    }

    @Override
    public KeyValueIterator<byte[], byte[]> range(byte[] from, byte[] to) {
        return new Entries(between(from, to));
    }

    @Override
    public KeyValueIterator<byte[], byte[]> reverseRange(byte[] from, byte[] to) {
        return new Entries(between(from, to).descendingMap());
    }

    private NavigableMap<Bytes, Bytes> between(byte[] from, byte[] to) {
        return entries.subMap(Bytes.wrap(from), true, Bytes.wrap(to), true);
    }

    @Override
    public KeyValueIterator<byte[], byte[]> all() {
        return new Entries(entries);
    }

    @Override
    public long approximateNumEntries() {
        return entries.size();
    }

    private static final class Entries implements KeyValueIterator<byte[], byte[]> {

        private final Iterator<Map.Entry<Bytes, Bytes>> iterator;
        private Map.@Nullable Entry<Bytes, Bytes> ahead;

        Entries(Map<Bytes, Bytes> entries) {
            iterator = entries.entrySet().iterator();
            advance();
        }

        private void advance() {
            ahead = iterator.hasNext() ? iterator.next() : null;
        }

        private Map.Entry<Bytes, Bytes> ahead() {
            if (ahead == null) {
                throw new NoSuchElementException();
            }
            return ahead;
        }

        @Override
        public boolean hasNext() {
            return ahead != null;
        }

        @Override
        public KeyValue<byte[], byte[]> next() {
            var entry = ahead();
            advance();
            return KeyValue.pair(entry.getKey().get(), entry.getValue().get());
        }

        @Override
        public byte[] peekNextKey() {
            return ahead().getKey().get();
        }

        @Override
        public void close() {}
    }
}
