package io.orchestrator.simulation.log;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A record in the log.
 *
 * @param key null where it has none
 * @param value null where it has none
 * @param atMs the broker's time
 * @param transaction null where it is in none
 */
public record Entry(
        String topic,
        int partition,
        long offset,
        @Nullable Bytes key,
        @Nullable Bytes value,
        Headers headers,
        long atMs,
        @Nullable Transaction transaction) {

    public @Nullable String keyText() {
        return key == null ? null : new String(key.get(), StandardCharsets.UTF_8);
    }

    /** Empty where it has none. */
    public byte[] bytes() {
        return value == null ? new byte[0] : value.get();
    }

    /** Names its place. */
    public String place() {
        return topic + "-" + partition + "@" + offset;
    }

    boolean open() {
        return transaction != null && transaction.open();
    }

    /** Whether readers of committed records see it. */
    public boolean committed() {
        return transaction == null || transaction.committed();
    }
}
