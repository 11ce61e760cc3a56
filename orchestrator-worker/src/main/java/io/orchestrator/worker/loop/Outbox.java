package io.orchestrator.worker.loop;

import io.orchestrator.codec.Codecs;
import io.orchestrator.model.DeadLetter;
import io.orchestrator.model.TaskProgress;
import io.orchestrator.model.TaskStarted;
import io.orchestrator.topics.Topics;
import io.orchestrator.worker.meter.WorkerMeters;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes what becomes of commands. Each future completes when the record is on all in-sync replicas. Thread-safe. */
final class Outbox implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final String COMPONENT = "worker";
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final Producer<byte[], byte[]> producer;
    private final Codecs codecs;
    private final Topics topics;
    private final WorkerMeters meters;

    Outbox(Producer<byte[], byte[]> producer, Codecs codecs, Topics topics, WorkerMeters meters) {
        this.producer = producer;
        this.codecs = codecs;
        this.topics = topics;
        this.meters = meters;
    }

    /** Nobody waits for it: the result that follows on the same partition says the same and more. */
    @SuppressWarnings("FutureReturnValueIgnored") // a failure is counted and logged
    void started(TaskStarted started, Optional<Header> trace) {
        var value = codecs.taskStarted().encode(started);
        send("started", topics.taskStarted(), bytes(started.task().jobId()), value, trace);
    }

    CompletableFuture<Void> progress(TaskProgress progress, Optional<Header> trace) {
        var value = codecs.taskProgress().encode(progress);
        return send("progress", topics.taskProgress(), bytes(progress.task().jobId()), value, trace);
    }

    /** @param value a {@code TaskCompleted}, encoded */
    CompletableFuture<Void> completed(String jobId, byte[] value, Optional<Header> trace) {
        return send("completed", topics.taskCompleted(), bytes(jobId), value, trace);
    }

    /** The record, and why it cannot be used; the same bytes from every worker. */
    CompletableFuture<Void> deadLetter(ConsumerRecord<byte[], byte[]> record, String reason) {
        var value = record.value();
        var letter = new DeadLetter(
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        ByteBuffer.wrap(value == null ? new byte[0] : value),
                        reason,
                        COMPONENT,
                        Math.max(0, record.timestamp()))
                .bounded();
        var encoded = codecs.deadLetters().encode(letter);
        return send("dead-letter", topics.deadLetters(), record.key(), encoded, Optional.empty());
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback completes ours
    private CompletableFuture<Void> send(
            String kind, String topic, byte @Nullable [] key, byte[] value, Optional<Header> trace) {
        var durable = new CompletableFuture<Void>();
        var headers = trace.map(List::of).orElse(List.of());
        try {
            producer.send(new ProducerRecord<>(topic, null, key, value, headers), (metadata, failure) -> {
                if (failure == null) {
                    durable.complete(null);
                } else {
                    fail(kind, durable, failure);
                }
            });
        } catch (RuntimeException e) {
            fail(kind, durable, e);
        }
        return durable;
    }

    private void fail(String kind, CompletableFuture<Void> durable, Exception failure) {
        meters.publishFailed(kind);
        LOG.warn("a {} record could not be published: {}", kind, failure.toString());
        durable.completeExceptionally(failure);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
    }
}
