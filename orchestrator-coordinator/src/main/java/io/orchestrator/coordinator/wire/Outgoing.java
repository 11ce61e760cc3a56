package io.orchestrator.coordinator.wire;

import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * An encoded record on its way out.
 *
 * @param sink where to
 * @param key the record's key
 * @param topic the topic, with prefix
 * @param value null deletes the key from a compacted topic
 */
public record Outgoing(
        Sink sink, String key, String topic, @Nullable Bytes value) {

    /** The same record by another way. */
    public Outgoing to(Sink other) {
        return new Outgoing(other, key, topic, value);
    }
}
