package io.orchestrator.worker.loop;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * An acquired record that is not acknowledged yet.
 *
 * @param record as it came
 * @param attempt what runs for it; empty where nothing does
 * @param verdict how to acknowledge it, as soon as that is known; never fails
 */
record Held(
        ConsumerRecord<byte[], byte[]> record, Optional<Attempt> attempt, CompletableFuture<AcknowledgeType> verdict) {

    static Held of(ConsumerRecord<byte[], byte[]> record, Attempt attempt) {
        return new Held(record, Optional.of(attempt), attempt.settled());
    }

    static Held decided(ConsumerRecord<byte[], byte[]> record, AcknowledgeType verdict) {
        return new Held(record, Optional.empty(), CompletableFuture.completedFuture(verdict));
    }

    /** Cannot be handled now; nobody knows when: the batch's hold time decides. */
    static Held postponed(ConsumerRecord<byte[], byte[]> record) {
        return new Held(record, Optional.empty(), new CompletableFuture<>());
    }

    Held withVerdict(CompletableFuture<AcknowledgeType> other) {
        return new Held(record, attempt, other);
    }

    boolean isDecided() {
        return verdict.isDone();
    }
}
