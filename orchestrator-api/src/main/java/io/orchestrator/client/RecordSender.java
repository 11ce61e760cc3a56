package io.orchestrator.client;

import io.orchestrator.client.ClientException.Kind;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Sends records and waits for their acknowledgement; connects with the first. Thread-safe. */
final class RecordSender implements AutoCloseable {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final KafkaConnections kafka;
    private final Object lock = new Object();
    private @Nullable Producer<String, byte[]> producer;
    private boolean closed;

    RecordSender(KafkaConnections kafka) {
        this.kafka = kafka;
    }

    /**
     * @param value made once Kafka has been reached; null deletes the key of a compacted topic
     * @throws ClientException where it is not acknowledged
     */
    void send(String topic, String key, Supplier<byte @Nullable []> value) {
        var target = producer();
        try {
            target.send(new ProducerRecord<>(topic, key, value.get()))
                    .get(KafkaConnections.DELIVERY_TIMEOUT.toMillis() * 2, TimeUnit.MILLISECONDS);
        } catch (KafkaException e) {
            throw KafkaErrors.from(e, "send to " + topic, kafka.where());
        } catch (ExecutionException e) {
            var cause = e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
            throw KafkaErrors.from(cause, "send to " + topic, kafka.where());
        } catch (TimeoutException e) {
            throw KafkaErrors.from(
                    new org.apache.kafka.common.errors.TimeoutException("no acknowledgement", e),
                    "send to " + topic,
                    kafka.where());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClientException(
                    Kind.INTERRUPTED, "interrupted before " + topic + " acknowledged; it may have been sent", e);
        }
    }

    private Producer<String, byte[]> producer() {
        synchronized (lock) {
            if (closed) {
                throw new ClientException(Kind.INTERRUPTED, "the client is closed");
            }
            var made = producer;
            if (made == null) {
                kafka.requireReachable();
                made = kafka.producer();
                producer = made;
            }
            return made;
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            if (producer != null) {
                producer.close(CLOSE_TIMEOUT);
            }
        }
    }
}
