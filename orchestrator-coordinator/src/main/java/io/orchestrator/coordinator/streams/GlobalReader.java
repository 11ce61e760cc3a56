package io.orchestrator.coordinator.streams;

import io.orchestrator.codec.Codec;
import io.orchestrator.codec.UndecodableException;
import io.orchestrator.coordinator.metrics.Metrics;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Copies a compacted topic into a global store, record by record; what cannot be read is left out. */
final class GlobalReader implements Processor<String, byte[], Void, Void> {

    private static final Logger LOG = LoggerFactory.getLogger(GlobalReader.class);

    private final String name;
    private final Codec<?> codec;
    private final Metrics metrics;
    private @Nullable KeyValueStore<String, byte[]> store;

    GlobalReader(String name, Codec<?> codec, Metrics metrics) {
        this.name = name;
        this.codec = codec;
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        store = context.getStateStore(name);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        if (store == null || record.key() == null) {
            return;
        }
        if (record.value() == null) {
            store.delete(record.key());
            return;
        }
        try {
            codec.decode(record.value());
            store.put(record.key(), record.value());
        } catch (UndecodableException e) {
            metrics.unreadable(name);
            LOG.warn("left out a record of store {}, key {}: {}", name, record.key(), e.getMessage());
        }
    }
}
