package io.orchestrator.coordinator.store;

import io.orchestrator.coordinator.state.Due;
import io.orchestrator.coordinator.state.StateCodec;
import io.orchestrator.coordinator.state.StateKeys;
import io.orchestrator.coordinator.state.UnreadableStateException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Timers in the order of their time. The earliest time is kept in memory, so that looking in vain costs nothing. */
public final class TimerStore {

    private static final Logger LOG = LoggerFactory.getLogger(TimerStore.class);
    private static final long NEVER = Long.MAX_VALUE;

    private final KeyValueStore<byte[], byte[]> rows;
    private final StateCodec codec;
    /** No row is due earlier; a row may have gone since. */
    private long earliestMs;

    public TimerStore(KeyValueStore<byte[], byte[]> rows, StateCodec codec) {
        this.rows = rows;
        this.codec = codec;
        try (var all = rows.all()) {
            earliestMs = firstOf(all);
        }
    }

    /** No timer is due before; {@link Long#MAX_VALUE} where there is none. Epoch milliseconds. */
    public long earliestMs() {
        return earliestMs;
    }

    public void put(Due due) {
        rows.put(StateKeys.timer(due), codec.encode(due));
        earliestMs = Math.min(earliestMs, Math.max(0, due.dueAtMs()));
    }

    /** Takes out what is due, the earliest first, at most so many. */
    public List<Due> take(long nowMs, int limit) {
        if (nowMs < earliestMs) {
            return List.of();
        }
        var due = new ArrayList<Due>();
        var keys = new ArrayList<byte[]>();
        try (var range = rows.range(StateKeys.timersFrom(0), StateKeys.timersFrom(nowMs + 1))) {
            while (range.hasNext() && keys.size() < limit) {
                var row = range.next();
                keys.add(row.key);
                read(row, due);
            }
        }
        keys.forEach(rows::delete);
        findEarliest();
        return due;
    }

    private void read(KeyValue<byte[], byte[]> row, List<Due> due) {
        try {
            due.add(codec.due(row.value));
        } catch (UnreadableStateException e) {
            LOG.error("a timer is lost", e);
        }
    }

    private void findEarliest() {
        try (var range = rows.range(StateKeys.timersFrom(0), StateKeys.timersFrom(NEVER))) {
            earliestMs = firstOf(range);
        }
    }

    private static long firstOf(KeyValueIterator<byte[], byte[]> rows) {
        return rows.hasNext() ? StateKeys.dueAtMs(rows.next().key) : NEVER;
    }
}
