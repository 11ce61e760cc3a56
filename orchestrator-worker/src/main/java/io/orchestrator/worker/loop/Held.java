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
 * @param unstarted whether the attempt has yet to be started, under a lease
 */
record Held(
        ConsumerRecord<byte[], byte[]> record,
        Optional<Attempt> attempt,
        CompletableFuture<AcknowledgeType> verdict,
        boolean unstarted) {

    /** A record is given back so often; after some more deliveries (5 by default) Kafka would drop it. */
    static final int MAX_DELIVERIES_GIVEN_BACK = 2;

    static Held of(ConsumerRecord<byte[], byte[]> record, Attempt attempt) {
        return new Held(record, Optional.of(attempt), attempt.settled(), false);
    }

    static Held unstarted(ConsumerRecord<byte[], byte[]> record, Attempt attempt) {
        return new Held(record, Optional.of(attempt), attempt.settled(), true);
    }

    static Held decided(ConsumerRecord<byte[], byte[]> record, AcknowledgeType verdict) {
        return of(record, CompletableFuture.completedFuture(verdict));
    }

    /** Cannot be handled now; nobody knows when: the batch's hold time decides. */
    static Held postponed(ConsumerRecord<byte[], byte[]> record) {
        return of(record, new CompletableFuture<>());
    }

    static Held of(ConsumerRecord<byte[], byte[]> record, CompletableFuture<AcknowledgeType> verdict) {
        return new Held(record, Optional.empty(), verdict, false);
    }

    Held withVerdict(CompletableFuture<AcknowledgeType> other) {
        return new Held(record, attempt, other, unstarted);
    }

    boolean isDecided() {
        return verdict.isDone();
    }

    /** Whether it has come so often that whoever began it may have died of it, and that Kafka may soon drop it. */
    static boolean isFrequent(ConsumerRecord<byte[], byte[]> record) {
        return record.deliveryCount().orElse((short) 1) > MAX_DELIVERIES_GIVEN_BACK;
    }

    /** What is not settled is given back, or kept where Kafka may drop it: then it comes again here, before anything else. */
    AcknowledgeType acknowledgement() {
        var type = verdict.getNow(AcknowledgeType.RELEASE);
        return type == AcknowledgeType.RELEASE && isFrequent(record) ? AcknowledgeType.RENEW : type;
    }
}
