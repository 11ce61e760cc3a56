package io.orchestrator.coordinator.store;

import io.orchestrator.coordinator.state.KeptSignal;
import io.orchestrator.coordinator.state.StateCodec;
import io.orchestrator.coordinator.state.UnreadableStateException;
import io.orchestrator.coordinator.state.WaitingStep;
import io.orchestrator.model.OutsideSignal;
import io.orchestrator.model.SignalWait;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Of a task: the signals that are kept, and the steps that wait for some. A row's key is the record key of name and key, 0, a
 * letter, and the signal's offset or the id of the wait. When each signal is to go is kept in memory, read from the store when
 * the task begins.
 */
public final class CorrelationStore {

    private static final Logger LOG = LoggerFactory.getLogger(CorrelationStore.class);
    private static final String SIGNAL = "\0s";
    private static final String WAIT = "\0w";
    /** After every key that begins with one of these letters. */
    private static final char END = '\uffff';

    private final KeyValueStore<String, byte[]> rows;
    private final StateCodec codec;
    private final TreeSet<Turn> turns =
            new TreeSet<>(Comparator.comparingLong(Turn::untilMs).thenComparing(Turn::row));

    /** When the signal of a row is to go, epoch milliseconds. */
    private record Turn(long untilMs, String row) {}

    public CorrelationStore(KeyValueStore<String, byte[]> rows, StateCodec codec) {
        this.rows = rows;
        this.codec = codec;
        try (var all = rows.all()) {
            all.forEachRemaining(row -> {
                if (row.key.contains(SIGNAL)) {
                    read(row.key, row.value, codec::keptSignal).ifPresent(this::note);
                }
            });
        }
    }

    private void note(KeptSignal kept) {
        turns.add(new Turn(kept.untilMs(), row(kept)));
    }

    private <T> Optional<T> read(String row, byte[] value, Function<byte[], T> reading) {
        try {
            return Optional.of(reading.apply(value));
        } catch (UnreadableStateException e) {
            LOG.error("the row {} of signals is lost", row, e);
            return Optional.empty();
        }
    }

    private static String row(KeptSignal kept) {
        var signal = kept.signal();
        return place(signal.name(), signal.key()) + SIGNAL + HexFormat.of().toHexDigits(kept.order());
    }

    private static String row(SignalWait wait) {
        return place(wait.name(), wait.key()) + WAIT + wait.waitId();
    }

    private static String place(String name, String key) {
        return OutsideSignal.recordKey(name, key);
    }

    /** Signals that are kept. */
    public int size() {
        return turns.size();
    }

    /** No signal is to go before; {@link Long#MAX_VALUE} where none is. Epoch milliseconds. */
    public long earliestMs() {
        return turns.isEmpty() ? Long.MAX_VALUE : turns.first().untilMs();
    }

    /** The signals that are to go first, at most so many, up to that time. */
    public List<KeptSignal> due(long nowMs, int limit) {
        var due = turns.stream()
                .takeWhile(turn -> turn.untilMs() <= nowMs)
                .limit(limit)
                .map(Turn::row)
                .toList();
        var found = new ArrayList<KeptSignal>();
        due.forEach(row -> read(row, rows.get(row), codec::keptSignal).ifPresent(found::add));
        return found;
    }

    /** The kept signals of a name and key, the oldest first. */
    public List<KeptSignal> kept(String name, String key) {
        return range(place(name, key) + SIGNAL, codec::keptSignal);
    }

    /** The steps that wait for a name and key, who has waited longest first. */
    public List<WaitingStep> waiting(String name, String key) {
        return range(place(name, key) + WAIT, codec::waitingStep).stream()
                .sorted(Comparator.comparingLong(WaitingStep::order))
                .toList();
    }

    /** Whether that step is among those that wait. */
    public boolean knows(SignalWait wait) {
        return rows.get(row(wait)) != null;
    }

    /** How many steps wait for a name and key. */
    public int countWaiting(String name, String key) {
        var prefix = place(name, key) + WAIT;
        var count = 0;
        try (var range = rows.range(prefix, prefix + END)) {
            while (range.hasNext()) {
                range.next();
                count++;
            }
        }
        return count;
    }

    private <T> List<T> range(String prefix, Function<byte[], T> reading) {
        var found = new ArrayList<T>();
        try (var range = rows.range(prefix, prefix + END)) {
            range.forEachRemaining(row -> read(row.key, row.value, reading).ifPresent(found::add));
        }
        return found;
    }

    /** @throws io.orchestrator.coordinator.state.StateTooLargeException where it does not fit a record */
    public void put(KeptSignal kept) {
        rows.put(row(kept), codec.encode(kept));
        note(kept);
    }

    public void put(WaitingStep step) {
        rows.put(row(step.awaits()), codec.encode(step));
    }

    public void remove(KeptSignal kept) {
        rows.delete(row(kept));
        turns.remove(new Turn(kept.untilMs(), row(kept)));
    }

    public void remove(SignalWait wait) {
        rows.delete(row(wait));
    }
}
