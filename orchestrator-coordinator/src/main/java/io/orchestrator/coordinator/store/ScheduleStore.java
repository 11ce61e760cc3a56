package io.orchestrator.coordinator.store;

import io.orchestrator.coordinator.state.StateCodec;
import io.orchestrator.coordinator.state.UnreadableStateException;
import io.orchestrator.model.ScheduleView;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The schedules of a task. When each is due is kept in memory, read from the store when the task begins. */
public final class ScheduleStore {

    private static final Logger LOG = LoggerFactory.getLogger(ScheduleStore.class);
    private static final long NEVER = Long.MAX_VALUE;

    private final KeyValueStore<String, byte[]> rows;
    private final StateCodec codec;
    private final TreeSet<Turn> turns =
            new TreeSet<>(Comparator.comparingLong(Turn::dueMs).thenComparing(Turn::id));
    /** By id; of a schedule of which no job will begin, one that is never due. */
    private final Map<String, Turn> known = new HashMap<>();

    /** When a schedule is due, epoch milliseconds. */
    private record Turn(long dueMs, String id) {}

    public ScheduleStore(KeyValueStore<String, byte[]> rows, StateCodec codec) {
        this.rows = rows;
        this.codec = codec;
        try (var all = rows.all()) {
            all.forEachRemaining(row -> note(row.key, dueMs(row.key, row.value)));
        }
    }

    /** Of one that cannot be read at once: whoever asks then, learns it. */
    private long dueMs(String id, byte[] value) {
        return read(id, value).map(ScheduleStore::dueMs).orElse(0L);
    }

    private static long dueMs(ScheduleView view) {
        return view.nextMs().orElse(NEVER);
    }

    private Optional<ScheduleView> read(String id, byte[] value) {
        try {
            return Optional.of(codec.schedule(value));
        } catch (UnreadableStateException e) {
            LOG.error("schedule {} cannot be read", id, e);
            return Optional.empty();
        }
    }

    private void note(String id, long dueMs) {
        var turn = new Turn(dueMs, id);
        var before = known.put(id, turn);
        if (before != null) {
            turns.remove(before);
        }
        turns.add(turn);
    }

    /** How many there are. */
    public int size() {
        return known.size();
    }

    /** No schedule is due before; {@link Long#MAX_VALUE} where none is. Epoch milliseconds. */
    public long earliestMs() {
        return turns.isEmpty() ? NEVER : turns.first().dueMs();
    }

    /** Empty where there is none, or it cannot be read. */
    public Optional<ScheduleView> find(String id) {
        var value = rows.get(id);
        return value == null ? Optional.empty() : read(id, value);
    }

    /** Ids of those that are due, the earliest first, at most so many. */
    public List<String> due(long nowMs, int limit) {
        return turns.stream()
                .takeWhile(turn -> turn.dueMs() <= nowMs)
                .limit(limit)
                .map(Turn::id)
                .toList();
    }

    /** It is not due any more before it is put again, or the task begins anew. What is stored of it stays. */
    public void rest(String id) {
        note(id, NEVER);
    }

    /** @throws io.orchestrator.coordinator.state.StateTooLargeException where it does not fit a record */
    public void put(ScheduleView view) {
        var id = view.schedule().id();
        rows.put(id, codec.encode(view));
        note(id, dueMs(view));
    }

    /** Whether there was one. */
    public boolean delete(String id) {
        var turn = known.remove(id);
        if (turn != null) {
            turns.remove(turn);
        }
        return rows.delete(id) != null;
    }
}
