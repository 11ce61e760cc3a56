package io.orchestrator.coordinator.runtime;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The producer of a stream thread: its transaction holds everything but step commands, which leave at once (ADR 8).
 * Workers would read them before the transaction ends anyhow; outside of it no marker follows them into the topics of the
 * share groups, and no command waits until the broker has ended the transaction before.
 *
 * <p>Kafka Streams flushes before each commit: no transaction is committed before its commands are durable.
 */
final class CommandsFirstProducer extends KafkaProducer<byte[], byte[]> {

    private final Predicate<String> commandTopic;
    private final Duration transactionLimit;
    private final Producer<byte[], byte[]> commands;
    private long transactionSinceNs;

    /**
     * @param settings of the transactional producer
     * @param commandTopic whether a topic holds step commands
     * @param transactionLimit after this time the broker has aborted a transaction
     */
    CommandsFirstProducer(Map<String, Object> settings, Predicate<String> commandTopic, Duration transactionLimit) {
        super(settings, new ByteArraySerializer(), new ByteArraySerializer());
        this.commandTopic = commandTopic;
        this.transactionLimit = transactionLimit;
        this.commands = new KafkaProducer<>(outside(settings), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static Map<String, Object> outside(Map<String, Object> settings) {
        var plain = new HashMap<>(settings);
        plain.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        plain.put(ProducerConfig.CLIENT_ID_CONFIG, settings.get(ProducerConfig.CLIENT_ID_CONFIG) + "-commands");
        plain.put(ProducerConfig.LINGER_MS_CONFIG, "0");
        return plain;
    }

    @Override
    public void beginTransaction() {
        super.beginTransaction();
        transactionSinceNs = System.nanoTime();
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
        if (!commandTopic.test(record.topic())) {
            return super.send(record, callback);
        }
        var age = System.nanoTime() - transactionSinceNs;
        if (age > transactionLimit.toNanos()) {
            // A process that stood still: others may run its jobs by now. Kafka Streams rejoins upon this cause.
            throw new KafkaException(new InvalidProducerEpochException("the transaction is " + age / 1_000_000
                    + " ms old, and the broker has aborted it after " + transactionLimit.toMillis() + " ms"));
        }
        return commands.send(record, callback);
    }

    @Override
    public void commitTransaction() {
        asMigrated(super::commitTransaction);
    }

    /**
     * A commit that a new transaction coordinator answers after it has ended the transaction itself: one more way to hear
     * that others may run the jobs by now. Kafka Streams knows the other ways, and rejoins; upon this one its thread dies.
     */
    static void asMigrated(Runnable commit) {
        try {
            commit.run();
        } catch (InvalidTxnStateException e) {
            throw new InvalidProducerEpochException(
                    "the broker has ended the transaction before it was committed: " + e);
        }
    }

    @Override
    public void flush() {
        commands.flush();
        super.flush();
    }

    @Override
    public void close(Duration timeout) {
        try {
            commands.close(timeout);
        } finally {
            super.close(timeout);
        }
    }
}
