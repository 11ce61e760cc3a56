package io.orchestrator.coordinator.streams;

import io.orchestrator.codec.Codec;
import io.orchestrator.codec.UndecodableException;
import io.orchestrator.coordinator.metrics.Metrics;
import io.orchestrator.coordinator.wire.GlobalLetters;
import io.orchestrator.coordinator.wire.Origin;
import io.orchestrator.registry.SchemaRegistryException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies a compacted topic into a global store, record by record. What cannot be read becomes a dead letter, and the store
 * keeps what it had under that key.
 */
final class GlobalReader implements Processor<String, byte[], Void, Void> {

    private static final Logger LOG = LoggerFactory.getLogger(GlobalReader.class);

    /** With {@link #LOOK_AGAIN}: a registry may be away for ten minutes. */
    private static final int MAX_LOOKS = 1_200;

    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    private final String name;
    private final Codec<?> codec;
    private final GlobalLetters letters;
    private final Metrics metrics;
    private @Nullable Session session;

    /** What lives from one init to the next. */
    private record Session(ProcessorContext<Void, Void> context, KeyValueStore<String, byte[]> store) {}

    GlobalReader(String name, Codec<?> codec, GlobalLetters letters, Metrics metrics) {
        this.name = name;
        this.codec = codec;
        this.letters = letters;
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        session = new Session(context, context.getStateStore(name));
    }

    @Override
    public void process(Record<String, byte[]> record) {
        var now = session;
        if (now == null) {
            throw new IllegalStateException("init has not been called");
        }
        if (record.key() == null) {
            bury(now, record, "the record has no key");
        } else if (record.value() == null) {
            now.store().delete(record.key());
        } else {
            read(now, record);
        }
    }

    private void read(Session now, Record<String, byte[]> record) {
        try {
            decode(record.value());
            now.store().put(record.key(), record.value());
        } catch (UndecodableException e) {
            bury(now, record, String.valueOf(e.getMessage()));
        }
    }

    /**
     * Kafka Streams cannot replace the thread of global stores: a registry that is away is waited for, unless the thread
     * is interrupted.
     */
    private void decode(byte[] value) {
        for (int looks = 1; ; looks++) {
            try {
                codec.decode(value);
                return;
            } catch (SchemaRegistryException e) {
                if (looks == MAX_LOOKS || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                LOG.warn("store {} waits for the schema registry: {}", name, e.getMessage());
                LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            }
        }
    }

    private void bury(Session now, Record<String, byte[]> record, String reason) {
        metrics.deadLetter(name);
        LOG.warn("left out a record of store {}, key {}: {}", name, record.key(), reason);
        letters.send(Origin.of(record, now.context().recordMetadata().orElseThrow()), reason);
    }
}
