package io.orchestrator.coordinator.wire;

import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Where something that happens to a job comes from: a record, or a timer row.
 *
 * @param topic with prefix; the store's name for a timer
 * @param partition of the record, or of the task
 * @param offset of the record; -1 for a timer
 * @param key null where the record has none
 * @param value null where the record has none
 * @param atMs the broker's time of the record, or the timer's due time; epoch milliseconds
 * @param trace the W3C trace context
 */
public record Origin(
        String topic,
        int partition,
        long offset,
        @Nullable String key,
        @Nullable Bytes value,
        long atMs,
        Optional<Header> trace) {

    private static final String TRACE = "traceparent";

    public static Origin of(Record<String, byte[]> record, RecordMetadata metadata) {
        return new Origin(
                metadata.topic(),
                metadata.partition(),
                metadata.offset(),
                record.key(),
                Bytes.wrap(record.value()),
                record.timestamp(),
                Optional.ofNullable(record.headers().lastHeader(TRACE)));
    }

    public static Origin timer(String store, int partition, String jobId, long dueAtMs) {
        return new Origin(store, partition, -1, jobId, null, dueAtMs, Optional.empty());
    }

    /** What the records that follow from it carry. */
    public Headers headers() {
        var headers = new RecordHeaders();
        trace.ifPresent(headers::add);
        return headers;
    }
}
