package io.orchestrator.worker.loop;

import io.orchestrator.simulation.log.Log;
import io.orchestrator.simulation.log.Outbound;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.utils.Bytes;

/** Writes into the log at once, unless told to fail or to keep what is sent for a while. */
final class LogProducer extends MockProducer<byte[], byte[]> {

    /** A record that the brokers have not got yet. */
    private record Unsent(ProducerRecord<byte[], byte[]> record, Callback callback) {}

    private final Log log;
    private final Deque<Unsent> unsent = new ArrayDeque<>();
    private boolean cutOff;
    private volatile boolean down;
    private volatile int failures;

    LogProducer(Log log) {
        this.log = log;
    }

    /** The process is gone: nothing that it still sends reaches a broker. */
    void takeDown() {
        down = true;
        cutOff(false);
    }

    /** The next so many records are not written. */
    void fail(int records) {
        failures = records;
    }

    synchronized boolean isCutOff() {
        return cutOff;
    }

    /** The brokers get nothing, until they are there again: then they get everything. */
    @SuppressWarnings("FutureReturnValueIgnored") // whoever sends has a callback
    synchronized void cutOff(boolean now) {
        cutOff = now;
        while (!cutOff && !unsent.isEmpty()) {
            var next = unsent.remove();
            send(next.record(), next.callback());
        }
    }

    @Override
    public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
        if (!down && cutOff) {
            unsent.add(new Unsent(record, callback));
            return new CompletableFuture<>();
        }
        if (!down && failures > 0) {
            failures--;
            var failure = new TimeoutException("the brokers are away");
            callback.onCompletion(null, failure);
            return CompletableFuture.failedFuture(failure);
        }
        if (!down) {
            log.append(new Outbound(
                    record.topic(),
                    Outbound.BY_KEY,
                    record.key() == null ? null : Bytes.wrap(record.key()),
                    Bytes.wrap(record.value()),
                    record.headers()));
        }
        var metadata = new RecordMetadata(new TopicPartition(record.topic(), 0), 0, 0, 0, 0, 0);
        callback.onCompletion(metadata, null);
        return CompletableFuture.completedFuture(metadata);
    }

    @Override
    public void close(Duration timeout) {}
}
