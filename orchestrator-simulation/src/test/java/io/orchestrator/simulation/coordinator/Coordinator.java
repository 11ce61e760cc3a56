package io.orchestrator.simulation.coordinator;

import io.orchestrator.coordinator.streams.JobsParts;
import io.orchestrator.coordinator.streams.Processors;
import io.orchestrator.coordinator.wire.Outgoing;
import io.orchestrator.coordinator.wire.Sink;
import io.orchestrator.registry.SchemaRegistryException;
import io.orchestrator.simulation.log.Entry;
import io.orchestrator.simulation.log.Outbound;
import io.orchestrator.simulation.log.Transaction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.jspecify.annotations.Nullable;

/**
 * A stream thread: tasks with the real processor, one transaction for all of them, and a plain producer for commands that
 * is flushed before each commit (ADR 8).
 */
public final class Coordinator {

    /** How a thread goes on after an aborted transaction. */
    private enum Restart {
        REVIVED,
        REPLACED
    }

    /** A row that a transaction changes; a null value deletes it. */
    private record Change(
            int partition,
            String store,
            Object key,
            @Nullable Bytes value) {}

    private final String name;
    private final Cluster cluster;
    private final JobsParts parts;
    private final Random random;
    private final Twist twist;
    private final Map<Integer, Task> tasks = new TreeMap<>();
    private final Map<String, Long> positions = new HashMap<>();
    private final List<Change> changes = new ArrayList<>();
    private final List<Outbound> unsent = new ArrayList<>();
    private final List<Entry> commands = new ArrayList<>();
    private @Nullable Transaction transaction;
    private long skewMs;
    private boolean commitRequested;
    private long changedBytes;
    private long sentBytes;

    public Coordinator(String name, Cluster cluster, JobsParts parts, Random random, Twist twist) {
        this.name = name;
        this.cluster = cluster;
        this.parts = parts;
        this.random = random;
        this.twist = twist;
    }

    public String name() {
        return name;
    }

    /** How much its clock is ahead of the broker's. */
    public void skew(long ms) {
        skewMs = ms;
    }

    long nowMs() {
        return cluster.nowMs() + skewMs;
    }

    void open(int partition) {
        forgetPositions(partition);
        tasks.put(partition, new Task(this, partition, cluster.generation(partition), this::processor));
    }

    /** Hands the partition over in good order; false where its transaction could not be committed. */
    public boolean close(int partition) {
        var committed = commit();
        tasks.remove(partition);
        return committed;
    }

    private Processor<String, byte[], String, Outgoing> processor() {
        return Processors.all(parts);
    }

    private void forgetPositions(int partition) {
        for (String topic : cluster.sources()) {
            positions.remove(topic + "-" + partition);
        }
    }

    private long position(String topic, int partition) {
        return positions.getOrDefault(topic + "-" + partition, cluster.offset(topic, partition));
    }

    /** Processes one record of any partition and topic; what it was, empty where there is none. */
    public String processOne() {
        var ready = new ArrayList<Entry>();
        for (var task : tasks.values()) {
            for (String topic : cluster.sources()) {
                cluster.log()
                        .committed(topic, task.partition(), position(topic, task.partition()))
                        .ifPresent(ready::add);
            }
        }
        if (ready.isEmpty()) {
            return "";
        }
        var entry = ready.get(random.nextInt(ready.size()));
        var task = tasks.get(entry.partition());
        if (task == null) {
            throw new IllegalStateException("no task reads " + entry.place());
        }
        var outcome = run(entry.place(), () -> {
            positions.put(entry.topic() + "-" + entry.partition(), entry.offset() + 1);
            task.process(entry, twist.read(entry));
        });
        return entry.place() + outcome;
    }

    /** Fires what is due; false where nothing is. */
    public boolean tick() {
        var due = tasks.values().stream()
                .filter(task -> task.nextPunctuationMs() <= nowMs())
                .toList();
        if (due.isEmpty()) {
            return false;
        }
        run("timers", () -> due.forEach(Task::punctuate));
        return true;
    }

    /** When the next timer is due, by the broker's clock. */
    public long nextTickMs() {
        return tasks.values().stream()
                .mapToLong(Task::nextPunctuationMs)
                .filter(at -> at != Long.MAX_VALUE)
                .map(at -> at - skewMs)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private String run(String what, Runnable work) {
        if (transaction == null) {
            transaction = cluster.begin(name);
        }
        changedBytes = 0;
        sentBytes = 0;
        try {
            work.run();
        } catch (SchemaRegistryException e) {
            abort();
            restart(random.nextBoolean() ? Restart.REVIVED : Restart.REPLACED);
            return " aborted: " + e.getMessage();
        } catch (KafkaException e) {
            rejoin();
            return " fenced: " + e.getMessage();
        }
        cluster.watcher().handled(what, changedBytes, sentBytes);
        return commitRequested && random.nextInt(4) > 0 ? commit() ? " committed" : " fenced" : "";
    }

    void forward(Outgoing outgoing, Headers headers) {
        var sent = twist.write(outgoing);
        if (sent.isEmpty()) {
            return;
        }
        var key = Bytes.wrap(sent.get().key().getBytes(StandardCharsets.UTF_8));
        var value = sent.get().value();
        var record = new Outbound(sent.get().topic(), Outbound.BY_KEY, key, value, headers);
        sentBytes += key.get().length + (value == null ? 0 : value.get().length);
        if (outgoing.sink() != Sink.COMMANDS) {
            cluster.log().append(record, transaction);
            return;
        }
        var age = transaction == null ? 0 : cluster.nowMs() - transaction.beganAtMs();
        if (age > Cluster.TRANSACTION_TIMEOUT_MS) {
            throw new KafkaException(new InvalidProducerEpochException("the transaction is " + age + " ms old"));
        }
        unsent.add(record);
        if (random.nextBoolean()) {
            send(unsent.size());
        }
    }

    private void send(int count) {
        for (int i = 0; i < count; i++) {
            commands.add(cluster.log().append(unsent.removeFirst()));
        }
    }

    void changed(int partition, String store, Object key, byte @Nullable [] value) {
        changes.add(new Change(partition, store, twist.place(store, key), value == null ? null : Bytes.wrap(value)));
        changedBytes += Rows.bytes(key).get().length + (value == null ? 0 : value.length);
    }

    byte @Nullable [] kept(String store, byte @Nullable [] value) {
        return twist.kept(store, value);
    }

    Rows changelog(int partition, String store) {
        return cluster.changelog(partition, store);
    }

    MemoryStore global(String store) {
        return cluster.globalStore(store);
    }

    void requestCommit() {
        commitRequested = true;
    }

    public boolean inTransaction() {
        return transaction != null;
    }

    /** Flushes the commands, then ends the transaction; false where it was fenced, and then it has no task left. */
    public boolean commit() {
        commitRequested = false;
        if (fenced()) {
            rejoin();
            return false;
        }
        if (transaction == null) {
            return true;
        }
        send(unsent.size());
        transaction.commit();
        changes.forEach(
                change -> cluster.changelog(change.partition(), change.store()).put(change.key(), change.value()));
        positions.forEach((place, next) -> {
            var dash = place.lastIndexOf('-');
            cluster.offset(place.substring(0, dash), Integer.parseInt(place.substring(dash + 1)), next);
        });
        cluster.watcher().committed(name, transaction.entries(), List.copyOf(commands));
        clear();
        return true;
    }

    /** Whether the brokers refuse its commits: others have its partitions, or the transaction took too long. */
    public boolean fenced() {
        return (transaction != null && !transaction.open())
                || tasks.values().stream().anyMatch(task -> task.generation() != cluster.generation(task.partition()));
    }

    /** Whether it has partitions, or believes that it has. */
    public boolean hasTasks() {
        return !tasks.isEmpty();
    }

    /** Everything since the last commit did not happen, but for commands that have left. */
    private void abort() {
        leak();
        cluster.watcher().noted("aborted");
        if (transaction != null && transaction.open()) {
            transaction.abort();
        }
        clear();
    }

    /** Whoever gets a partition has first heard that it lost others. */
    void joinAgainWhereFenced() {
        if (fenced()) {
            rejoin();
        }
    }

    /** An aborted transaction; tasks begin anew at the last commit. */
    public void abortAndRestart() {
        if (fenced()) {
            rejoin();
            return;
        }
        abort();
        restart(random.nextBoolean() ? Restart.REVIVED : Restart.REPLACED);
    }

    /** Commands leave at once, or never. */
    private void leak() {
        send(random.nextInt(unsent.size() + 1));
        if (!commands.isEmpty()) {
            cluster.watcher().noted("leaked");
        }
    }

    private void clear() {
        transaction = null;
        commitRequested = false;
        changes.clear();
        unsent.clear();
        commands.clear();
        positions.clear();
    }

    private void restart(Restart how) {
        for (var task : tasks.values()) {
            switch (how) {
                case REVIVED -> task.revive();
                case REPLACED -> task.replace(processor());
            }
        }
    }

    /** It is told that it is out of the group: it gives up what it has, and its partitions wait for an owner. */
    private void rejoin() {
        cluster.watcher().noted("fenced");
        abort();
        tasks.clear();
        cluster.forget(this);
    }

    /** The process dies: some commands have left, the transaction stays open until the brokers abort it. */
    public void crash() {
        leak();
        cluster.watcher().noted("crashed");
        clear();
        tasks.clear();
        cluster.forget(this);
    }

    @Override
    public String toString() {
        return name + tasks.keySet();
    }
}
