package io.orchestrator.simulation.coordinator;

import io.orchestrator.coordinator.store.Stores;
import io.orchestrator.coordinator.wire.Outgoing;
import io.orchestrator.simulation.log.Entry;
import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.StreamsMetrics;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** What Kafka Streams gives a processor of one task: stores restored from the changelog, a clock, ways out. */
final class TaskContext implements ProcessorContext<String, Outgoing> {

    private static final Set<String> GLOBAL = Set.of(Stores.DEFINITIONS, Stores.VIEWS);

    private final Coordinator coordinator;
    private final int partition;
    private final Map<String, MemoryStore> stores = new HashMap<>();
    private final List<Punctuation> punctuations = new ArrayList<>();
    private Optional<RecordMetadata> metadata = Optional.empty();

    /** A place in the log. */
    private record Place(String topic, int partition, long offset) implements RecordMetadata {}

    /** A callback that comes again and again until it is cancelled. */
    private static final class Punctuation {
        private final long everyMs;
        private final Punctuator callback;
        private long nextMs;
        private boolean cancelled;

        Punctuation(long everyMs, Punctuator callback, long nextMs) {
            this.everyMs = everyMs;
            this.callback = callback;
            this.nextMs = nextMs;
        }
    }

    TaskContext(Coordinator coordinator, int partition) {
        this.coordinator = coordinator;
        this.partition = partition;
    }

    void at(Entry entry) {
        metadata = Optional.of(new Place(entry.topic(), entry.partition(), entry.offset()));
    }

    /** By the process's clock; {@link Long#MAX_VALUE} where nothing is scheduled. */
    long nextPunctuationMs() {
        return punctuations.stream()
                .filter(p -> !p.cancelled)
                .mapToLong(p -> p.nextMs)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    void punctuate() {
        metadata = Optional.empty();
        var now = currentSystemTimeMs();
        for (var punctuation : List.copyOf(punctuations)) {
            if (!punctuation.cancelled && punctuation.nextMs <= now) {
                punctuation.nextMs = now + punctuation.everyMs;
                punctuation.callback.punctuate(now);
            }
        }
        punctuations.removeIf(p -> p.cancelled);
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the processor knows what it has put there
    public <S extends StateStore> S getStateStore(String name) {
        var store = GLOBAL.contains(name) ? coordinator.global(name) : stores.computeIfAbsent(name, this::restored);
        return (S) store;
    }

    private MemoryStore restored(String name) {
        return new MemoryStore(
                name,
                coordinator.changelog(partition, name).copy(),
                value -> coordinator.kept(name, value),
                (key, value) -> coordinator.changed(partition, name, key, value));
    }

    @Override
    public Cancellable schedule(Duration interval, PunctuationType type, Punctuator callback) {
        var punctuation = new Punctuation(interval.toMillis(), callback, currentSystemTimeMs() + interval.toMillis());
        punctuations.add(punctuation);
        return () -> punctuation.cancelled = true;
    }

    @Override
    public <K extends String, V extends Outgoing> void forward(Record<K, V> record, String childName) {
        coordinator.forward(record.value(), record.headers());
    }

    @Override
    public void commit() {
        coordinator.requestCommit();
    }

    @Override
    public long currentSystemTimeMs() {
        return coordinator.nowMs();
    }

    @Override
    public TaskId taskId() {
        return new TaskId(0, partition);
    }

    @Override
    public Optional<RecordMetadata> recordMetadata() {
        return metadata;
    }

    @Override
    public <K extends String, V extends Outgoing> void forward(Record<K, V> record) {
        throw new UnsupportedOperationException("every record goes to a sink");
    }

    @Override
    public Cancellable schedule(Instant start, Duration interval, PunctuationType type, Punctuator callback) {
        throw new UnsupportedOperationException("no processor asks for it");
    }

    @Override
    public String applicationId() {
        throw new UnsupportedOperationException("no processor asks for it");
    }

    @Override
    public Serde<?> keySerde() {
        throw new UnsupportedOperationException("no processor asks for it");
    }

    @Override
    public Serde<?> valueSerde() {
        throw new UnsupportedOperationException("no processor asks for it");
    }

    @Override
    public File stateDir() {
        throw new UnsupportedOperationException("no processor asks for it");
    }

    @Override
    public StreamsMetrics metrics() {
        throw new UnsupportedOperationException("no processor asks for it");
    }

    @Override
    public Map<String, Object> appConfigs() {
        throw new UnsupportedOperationException("no processor asks for it");
    }

    @Override
    public Map<String, Object> appConfigsWithPrefix(String prefix) {
        throw new UnsupportedOperationException("no processor asks for it");
    }

    @Override
    public long currentStreamTimeMs() {
        throw new UnsupportedOperationException("no processor asks for it");
    }
}
