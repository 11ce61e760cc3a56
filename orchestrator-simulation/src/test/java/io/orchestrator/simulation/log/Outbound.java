package io.orchestrator.simulation.log;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A record on its way into the log.
 *
 * @param partition {@link #BY_KEY}, or the partition itself
 */
public record Outbound(
        String topic,
        int partition,
        @Nullable Bytes key,
        @Nullable Bytes value,
        Headers headers) {

    /** The partition that Kafka's Java producer takes. */
    public static final int BY_KEY = -1;

    public static Outbound of(String topic, @Nullable String key, byte @Nullable [] value) {
        return new Outbound(topic, BY_KEY, bytes(key), value == null ? null : Bytes.wrap(value), new RecordHeaders());
    }

    public Outbound to(int otherPartition) {
        return new Outbound(topic, otherPartition, key, value, headers);
    }

    private static @Nullable Bytes bytes(@Nullable String text) {
        return text == null ? null : Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
