package io.orchestrator.coordinator.streams;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/** The record's timestamp, which the broker set; a record that bears none never stops its partition. */
final class BrokerTime implements TimestampExtractor {

    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTimeMs) {
        return record.timestamp() >= 0 ? record.timestamp() : Math.max(0, partitionTimeMs);
    }
}
