package io.orchestrator.simulation.coordinator;

import io.orchestrator.coordinator.wire.Outgoing;
import io.orchestrator.simulation.log.Entry;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** One partition's processor on one coordinator. */
final class Task {

    private final Coordinator coordinator;
    private final int partition;
    private final int generation;
    private Processor<String, byte[], String, Outgoing> processor;
    private TaskContext context;

    /** @param generation of the partition's assignment when the task was opened */
    Task(
            Coordinator coordinator,
            int partition,
            int generation,
            Supplier<Processor<String, byte[], String, Outgoing>> processors) {
        this.coordinator = coordinator;
        this.partition = partition;
        this.generation = generation;
        this.processor = processors.get();
        this.context = new TaskContext(coordinator, partition);
        processor.init(context);
    }

    int partition() {
        return partition;
    }

    int generation() {
        return generation;
    }

    /** After an aborted transaction: the same processor, everything else anew. */
    void revive() {
        processor.close();
        context = new TaskContext(coordinator, partition);
        processor.init(context);
    }

    /** As {@link #revive}, with a new processor, as a replaced thread has. */
    void replace(Processor<String, byte[], String, Outgoing> fresh) {
        processor.close();
        processor = fresh;
        context = new TaskContext(coordinator, partition);
        processor.init(context);
    }

    void process(Entry entry, @Nullable Bytes value) {
        context.at(entry);
        processor.process(record(entry.keyText(), value == null ? null : value.get(), entry));
    }

    @SuppressWarnings("NullAway") // Kafka Streams gives such records too; Record is not annotated.
    private static Record<String, byte[]> record(@Nullable String key, byte @Nullable [] value, Entry entry) {
        return new Record<>(key, value, entry.atMs(), entry.headers());
    }

    long nextPunctuationMs() {
        return context.nextPunctuationMs();
    }

    void punctuate() {
        context.punctuate();
    }
}
