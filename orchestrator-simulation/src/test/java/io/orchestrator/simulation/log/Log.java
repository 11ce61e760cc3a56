package io.orchestrator.simulation.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** The broker's topics. A worker's thread writes while the simulation waits for it: never two at a time. */
public final class Log {

    private final Map<String, List<List<Entry>>> topics = new TreeMap<>();
    private final LongSupplier clock;
    private final Consumer<Entry> onAppend;

    /**
     * @param partitions of each topic
     * @param clock the broker's, epoch milliseconds
     * @param onAppend sees every record as it is written
     */
    public Log(Map<String, Integer> partitions, LongSupplier clock, Consumer<Entry> onAppend) {
        partitions.forEach((topic, count) -> {
            var all = new ArrayList<List<Entry>>();
            for (int i = 0; i < count; i++) {
                all.add(new ArrayList<>());
            }
            topics.put(topic, all);
        });
        this.clock = clock;
        this.onAppend = onAppend;
    }

    /** Writes outside of a transaction. */
    public Entry append(Outbound record) {
        return append(record, null);
    }

    public synchronized Entry append(Outbound record, @Nullable Transaction transaction) {
        var topic = record.topic();
        var partition = record.partition() == Outbound.BY_KEY ? partition(topic, record.key()) : record.partition();
        var entries = entries(topic, partition);
        var entry = new Entry(
                topic,
                partition,
                entries.size(),
                record.key(),
                record.value(),
                record.headers(),
                clock.getAsLong(),
                transaction);
        entries.add(entry);
        if (transaction != null) {
            transaction.add(entry);
        }
        onAppend.accept(entry);
        return entry;
    }

    private int partition(String topic, @Nullable Bytes key) {
        return key == null ? 0 : Utils.toPositive(Utils.murmur2(key.get())) % partitions(topic);
    }

    public int partitions(String topic) {
        return Objects.requireNonNull(topics.get(topic), topic).size();
    }

    /** All records of a partition, whatever became of them. */
    public List<Entry> entries(String topic, int partition) {
        return Objects.requireNonNull(topics.get(topic), topic).get(partition);
    }

    /** All records of a topic, partition after partition. */
    public List<Entry> entries(String topic) {
        return Objects.requireNonNull(topics.get(topic), topic).stream()
                .flatMap(List::stream)
                .toList();
    }

    /** What a reader of committed records gets next: nothing behind a transaction that is open. */
    public Optional<Entry> committed(String topic, int partition, long from) {
        var entries = entries(topic, partition);
        for (var at = from; at < entries.size(); at++) {
            var entry = entries.get((int) at);
            if (entry.open()) {
                return Optional.empty();
            }
            if (entry.committed()) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }
}
