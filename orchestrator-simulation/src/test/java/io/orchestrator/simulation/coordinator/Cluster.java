package io.orchestrator.simulation.coordinator;

import io.orchestrator.coordinator.store.Stores;
import io.orchestrator.coordinator.wire.Source;
import io.orchestrator.simulation.log.Log;
import io.orchestrator.simulation.log.Transaction;
import io.orchestrator.topics.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What brokers keep for the coordinators: assignments, committed offsets, changelogs, transactions. */
public final class Cluster {

    /** As long as our coordinators' transactions may take. */
    public static final long TRANSACTION_TIMEOUT_MS = 10_000;

    private final Log log;
    private final Topics topics;
    private final LongSupplier clock;
    private final Watcher watcher;
    private final int partitions;
    private final List<@Nullable Coordinator> owners = new ArrayList<>();
    private final List<Integer> generations = new ArrayList<>();
    private final Map<String, Long> offsets = new HashMap<>();
    private final Map<String, Rows> changelogs = new HashMap<>();
    private final List<Transaction> open = new ArrayList<>();
    private final Map<String, MemoryStore> globals = Map.of(
            Stores.DEFINITIONS, global(Stores.DEFINITIONS),
            Stores.VIEWS, global(Stores.VIEWS));

    /** @param partitions of every topic that is keyed by job id */
    public Cluster(Log log, Topics topics, int partitions, LongSupplier clock, Watcher watcher) {
        this.log = log;
        this.topics = topics;
        this.clock = clock;
        this.watcher = watcher;
        this.partitions = partitions;
        for (int i = 0; i < partitions; i++) {
            owners.add(null);
            generations.add(0);
        }
    }

    private static MemoryStore global(String name) {
        return new MemoryStore(name, new Rows(), value -> value, (key, value) -> {});
    }

    Log log() {
        return log;
    }

    Topics topics() {
        return topics;
    }

    Watcher watcher() {
        return watcher;
    }

    /** What tasks read. */
    List<String> sources() {
        var sources = new ArrayList<String>();
        for (var source : Source.values()) {
            sources.add(source.topic(topics));
        }
        sources.add(topics.admission());
        sources.add(topics.signals());
        sources.add(topics.signalWaits());
        return sources;
    }

    long nowMs() {
        return clock.getAsLong();
    }

    public int partitions() {
        return partitions;
    }

    /** Who has the partition; empty where nobody does. */
    public Optional<Coordinator> owner(int partition) {
        return Optional.ofNullable(owners.get(partition));
    }

    int generation(int partition) {
        return generations.get(partition);
    }

    /** Gives the partition to somebody else. Who had it is not asked: it notices when it commits. */
    public void assign(int partition, Coordinator coordinator) {
        coordinator.joinAgainWhereFenced();
        generations.set(partition, generations.get(partition) + 1);
        owners.set(partition, coordinator);
        coordinator.open(partition);
    }

    /** Nobody has the partitions of a coordinator that is gone. */
    public void forget(Coordinator coordinator) {
        for (int i = 0; i < partitions; i++) {
            if (coordinator.equals(owners.get(i))) {
                owners.set(i, null);
                generations.set(i, generations.get(i) + 1);
            }
        }
    }

    Transaction begin(String owner) {
        var transaction = new Transaction(owner, nowMs());
        open.add(transaction);
        return transaction;
    }

    /** Aborts what has been open for too long. */
    public void expire() {
        open.removeIf(transaction -> {
            if (transaction.open() && nowMs() - transaction.beganAtMs() > TRANSACTION_TIMEOUT_MS) {
                transaction.abort();
            }
            return !transaction.open();
        });
    }

    /** When the next open transaction will have been open for too long. */
    public long nextExpiryMs() {
        return open.stream()
                .filter(Transaction::open)
                .mapToLong(transaction -> transaction.beganAtMs() + TRANSACTION_TIMEOUT_MS + 1)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    public boolean openTransactions() {
        return open.stream().anyMatch(Transaction::open);
    }

    long offset(String topic, int partition) {
        return offsets.getOrDefault(topic + "-" + partition, 0L);
    }

    void offset(String topic, int partition, long next) {
        offsets.put(topic + "-" + partition, next);
    }

    /** The committed rows of a store. */
    public Rows changelog(int partition, String store) {
        return changelogs.computeIfAbsent(store + "-" + partition, key -> new Rows());
    }

    MemoryStore globalStore(String name) {
        return Objects.requireNonNull(globals.get(name), name);
    }

    /** What every coordinator has read of {@code workflow.definitions}. */
    public void publish(String key, byte[] definition) {
        globalStore(Stores.DEFINITIONS).put(key, definition);
    }

    /** How many committed records nobody has read yet, of topics that jobs, lanes and signals are told through. */
    public int unread() {
        var unread = 0;
        for (String topic : sources()) {
            for (int i = 0; i < partitions; i++) {
                unread += log.committed(topic, i, offset(topic, i)).isPresent() ? 1 : 0;
            }
        }
        return unread;
    }
}
