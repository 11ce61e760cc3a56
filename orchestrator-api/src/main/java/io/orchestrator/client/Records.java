package io.orchestrator.client;

import io.orchestrator.client.ClientException.Kind;
import io.orchestrator.codec.Codec;
import io.orchestrator.codec.UndecodableException;
import io.orchestrator.codec.UnencodableException;
import io.orchestrator.registry.SchemaRegistryException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes records of topics, and reads topics whole. Thread-safe. */
final class Records implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Records.class);

    private final KafkaConnections kafka;
    private final Runnable requireOpen;
    private final RecordSender sender;

    /** @param requireOpen throws where the client is closed */
    Records(KafkaConnections kafka, Runnable requireOpen) {
        this.kafka = kafka;
        this.requireOpen = requireOpen;
        this.sender = new RecordSender(kafka);
    }

    <T> void send(String topic, String key, Codec<T> codec, T value) {
        try {
            sender.send(topic, key, () -> codec.encode(value));
        } catch (UnencodableException e) {
            throw new ClientException(Kind.INVALID, key + ": " + e.getMessage(), e);
        } catch (SchemaRegistryException e) {
            throw registryFailure(e);
        }
    }

    /** Deletes a key of a compacted topic. */
    void delete(String topic, String key) {
        sender.send(topic, key, () -> null);
    }

    void readAll(String topic, Consumer<ConsumerRecord<String, byte[]>> onRecord) {
        requireOpen.run();
        kafka.requireReachable();
        try (var consumer = kafka.consumer()) {
            new TopicReader(consumer, kafka.where()).read(topic, onRecord);
        } catch (SchemaRegistryException e) {
            throw registryFailure(e);
        }
    }

    /** The last value of every key of a compacted topic, in the order in which the keys came; what cannot be read is left out. */
    <T> Map<String, T> latest(String topic, Codec<T> codec) {
        var found = new LinkedHashMap<String, T>();
        readAll(topic, record -> {
            var value = record.value() == null ? null : decode(codec, record);
            if (value == null) {
                found.remove(record.key());
            } else {
                found.put(record.key(), value);
            }
        });
        return found;
    }

    /** Null where the record cannot be read: one bad record must not hide the others. */
    static <T> @Nullable T decode(Codec<T> codec, ConsumerRecord<String, byte[]> record) {
        try {
            return codec.decode(record.value());
        } catch (UndecodableException e) {
            LOG.warn(
                    "Left out a record of {}, partition {}, offset {}: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e.getMessage());
            return null;
        }
    }

    static ClientException registryFailure(SchemaRegistryException e) {
        var kind = e.status() == SchemaRegistryException.NO_ANSWER ? Kind.UNREACHABLE : Kind.REFUSED;
        return new ClientException(kind, String.valueOf(e.getMessage()), e);
    }

    @Override
    public void close() {
        sender.close();
    }
}
