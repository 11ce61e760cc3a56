package io.orchestrator.worker.loop;

import io.orchestrator.simulation.log.Entry;
import io.orchestrator.simulation.log.SharePartition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** A member of the share group of one topic. Acknowledgements ride on the next poll. */
final class LaneConsumer extends MockShareConsumer<byte[], byte[]> {

    private record Acknowledgement(ConsumerRecord<byte[], byte[]> record, AcknowledgeType type) {}

    /** What a member works with. */
    record Parts(String member, String topic, List<SharePartition> shares, LongSupplier clock, Random random) {}

    private final Parts parts;
    private final Runnable beforeEach;
    private final int max;
    private final List<Acknowledgement> unsent = new ArrayList<>();
    private final List<ConsumerRecord<byte[], byte[]>> renewed = new ArrayList<>();
    private int inHand;

    /** @param beforeEach runs before the next record of a batch is handed out */
    LaneConsumer(Parts parts, int max, Runnable beforeEach) {
        this.parts = parts;
        this.max = max;
        this.beforeEach = beforeEach;
    }

    /** Records that are not acknowledged yet. */
    int inHand() {
        return inHand;
    }

    @Override
    public synchronized void subscribe(Collection<String> topics) {}

    @Override
    public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        flush();
        if (!renewed.isEmpty()) {
            // Alone, as Kafka's consumer does it.
            var again = List.copyOf(renewed);
            renewed.clear();
            inHand = again.size();
            return new Batch(byPartition(again), beforeEach);
        }
        var batch = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        var first = parts.random().nextInt(parts.shares().size());
        for (int i = 0; i < parts.shares().size() && batch.size() < max; i++) {
            var share = parts.shares().get((first + i) % parts.shares().size());
            share.acquire(parts.member(), max - batch.size(), parts.clock().getAsLong())
                    .forEach(acquired -> batch.add(record(acquired)));
        }
        inHand = batch.size();
        return new Batch(byPartition(batch), beforeEach);
    }

    private static Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> byPartition(
            List<ConsumerRecord<byte[], byte[]>> batch) {
        var all = new LinkedHashMap<TopicPartition, List<ConsumerRecord<byte[], byte[]>>>();
        for (var record : batch) {
            all.computeIfAbsent(new TopicPartition(record.topic(), record.partition()), p -> new ArrayList<>())
                    .add(record);
        }
        return all;
    }

    private static ConsumerRecord<byte[], byte[]> record(SharePartition.Acquired acquired) {
        return record(acquired.entry(), Optional.of((short) acquired.deliveries()));
    }

    @SuppressWarnings("NullAway") // a record may have no key and no value; ConsumerRecord is not annotated
    static ConsumerRecord<byte[], byte[]> record(Entry entry, Optional<Short> deliveries) {
        var key = entry.key() == null ? null : entry.key().get();
        var value = entry.value() == null ? null : entry.value().get();
        return new ConsumerRecord<>(
                entry.topic(),
                entry.partition(),
                entry.offset(),
                entry.atMs(),
                TimestampType.LOG_APPEND_TIME,
                size(key),
                size(value),
                key,
                value,
                entry.headers(),
                Optional.empty(),
                deliveries);
    }

    private static int size(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    @Override
    public synchronized void acknowledge(ConsumerRecord<byte[], byte[]> record, AcknowledgeType type) {
        unsent.add(new Acknowledgement(record, type));
        inHand--;
    }

    @Override
    public synchronized void commitAsync() {
        flush();
    }

    @Override
    public synchronized Map<TopicIdPartition, Optional<KafkaException>> commitSync(Duration timeout) {
        flush();
        return Map.of();
    }

    @Override
    public synchronized void wakeup() {}

    private void flush() {
        for (var next : unsent) {
            var record = next.record();
            var held = parts.shares()
                    .get(record.partition())
                    .acknowledge(
                            parts.member(),
                            record.offset(),
                            next.type(),
                            parts.clock().getAsLong());
            if (held && next.type() == AcknowledgeType.RENEW) {
                renewed.add(record);
            }
        }
        unsent.clear();
    }

    /** Records whose takers start threads: the next one comes when those stand still. */
    private static final class Batch extends ConsumerRecords<byte[], byte[]> {

        private final Runnable beforeEach;

        Batch(Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records, Runnable beforeEach) {
            super(records, Map.of());
            this.beforeEach = beforeEach;
        }

        @Override
        public Iterator<ConsumerRecord<byte[], byte[]>> iterator() {
            var all = super.iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return all.hasNext();
                }

                @Override
                public ConsumerRecord<byte[], byte[]> next() {
                    beforeEach.run();
                    return all.next();
                }
            };
        }
    }
}
