package io.orchestrator.coordinator.admission;

import io.orchestrator.coordinator.state.LaneKeys;
import io.orchestrator.coordinator.state.LaneKeys.Due;
import io.orchestrator.coordinator.state.LanePlace;
import io.orchestrator.coordinator.state.LaneState;
import io.orchestrator.coordinator.state.StateCodec;
import io.orchestrator.model.JobLane;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The stored lanes of a task. Whatever reads a row throws {@link
 * io.orchestrator.coordinator.state.UnreadableStateException} where it cannot. Not thread-safe.
 */
final class LaneRows {

    private static final byte[] NOTHING = {};
    private static final long NEVER = Long.MAX_VALUE;

    private final KeyValueStore<byte[], byte[]> rows;
    private final StateCodec codec;
    /** Nothing is due earlier; it may be later. */
    private long earliestMs;

    LaneRows(KeyValueStore<byte[], byte[]> rows, StateCodec codec) {
        this.rows = rows;
        this.codec = codec;
        findEarliest();
    }

    LaneState lane(JobLane asked) {
        return find(asked.name()).map(known -> known.with(asked)).orElseGet(() -> LaneState.of(asked));
    }

    Optional<LaneState> find(String lane) {
        return Optional.ofNullable(rows.get(LaneKeys.lane(lane))).map(codec::lane);
    }

    void put(LaneState lane) {
        rows.put(LaneKeys.lane(lane.lane().name()), codec.encode(lane));
    }

    void delete(LaneState lane) {
        rows.delete(LaneKeys.lane(lane.lane().name()));
    }

    /** Names of lanes in the order of their keys, from that key on, at most so many. */
    List<String> lanes(byte[] from, int limit) {
        var found = new ArrayList<String>();
        try (var range = rows.range(from, LaneKeys.lastLane())) {
            while (range.hasNext() && found.size() < limit) {
                var key = range.next().key;
                if (!Arrays.equals(key, LaneKeys.lastLane())) {
                    found.add(LaneKeys.nameOfLane(key));
                }
            }
        }
        return found;
    }

    /** All rows whose keys are between these two, in order. */
    List<KeyValue<byte[], byte[]>> between(byte[] from, byte[] to) {
        var found = new ArrayList<KeyValue<byte[], byte[]>>();
        try (var range = rows.range(from, to)) {
            range.forEachRemaining(found::add);
        }
        return found;
    }

    void delete(byte[] key) {
        rows.delete(key);
    }

    @Nullable
    LanePlace place(String lane, String jobId) {
        var bytes = rows.get(LaneKeys.place(lane, jobId));
        return bytes == null ? null : read(bytes);
    }

    LanePlace read(byte[] place) {
        return codec.place(place);
    }

    void put(LanePlace place) {
        rows.put(LaneKeys.place(place.lane(), place.jobId()), codec.encode(place));
    }

    void delete(LanePlace place) {
        rows.delete(LaneKeys.place(place.lane(), place.jobId()));
    }

    void putWaiting(LanePlace place) {
        rows.put(LaneKeys.waiting(place.lane(), place.turn(), place.jobId()), id(place));
    }

    void deleteWaiting(LanePlace place) {
        rows.delete(LaneKeys.waiting(place.lane(), place.turn(), place.jobId()));
    }

    /** Whose turn is next; null where nobody waits. */
    @Nullable
    LanePlace next(String lane) {
        try (var range = rows.range(LaneKeys.firstWaiting(lane), LaneKeys.lastWaiting(lane))) {
            return range.hasNext() ? place(lane, id(range.next().value)) : null;
        }
    }

    void putMember(LanePlace place) {
        rows.put(LaneKeys.member(place.lane(), place.arrivedAtMs(), place.jobId()), id(place));
    }

    void deleteMember(LanePlace place) {
        rows.delete(LaneKeys.member(place.lane(), place.arrivedAtMs(), place.jobId()));
    }

    /** Who of those that were not told to make room came first, but for one; null where there is none. */
    @Nullable
    LanePlace oldest(String lane, String but) {
        try (var range = rows.range(LaneKeys.firstMember(lane), LaneKeys.lastMember(lane))) {
            while (range.hasNext()) {
                var jobId = id(range.next().value);
                if (!jobId.equals(but)) {
                    return place(lane, jobId);
                }
            }
        }
        return null;
    }

    /** Nothing is due before; {@link Long#MAX_VALUE} where nothing is. Epoch milliseconds. */
    long earliestMs() {
        return earliestMs;
    }

    void put(Due due) {
        rows.put(LaneKeys.due(due), NOTHING);
        earliestMs = Math.min(earliestMs, due.dueAtMs());
    }

    void delete(Due due) {
        rows.delete(LaneKeys.due(due));
    }

    /** Takes out what is due, the earliest first, at most so much. */
    List<Due> take(long nowMs, int limit) {
        if (nowMs < earliestMs) {
            return List.of();
        }
        var keys = new ArrayList<byte[]>();
        try (var range = rows.range(LaneKeys.dueFrom(0), LaneKeys.dueFrom(nowMs + 1))) {
            while (range.hasNext() && keys.size() < limit) {
                keys.add(range.next().key);
            }
        }
        keys.forEach(rows::delete);
        findEarliest();
        return keys.stream().map(LaneKeys::due).toList();
    }

    private void findEarliest() {
        try (var range = rows.range(LaneKeys.dueFrom(0), LaneKeys.dueFrom(NEVER))) {
            earliestMs = range.hasNext() ? LaneKeys.due(range.next().key).dueAtMs() : NEVER;
        }
    }

    private static byte[] id(LanePlace place) {
        return place.jobId().getBytes(StandardCharsets.UTF_8);
    }

    static String id(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }
}
