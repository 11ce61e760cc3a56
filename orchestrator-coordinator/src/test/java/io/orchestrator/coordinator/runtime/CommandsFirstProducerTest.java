package io.orchestrator.coordinator.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.orchestrator.embedded.BrokerConfig;
import io.orchestrator.embedded.EmbeddedBroker;
import io.orchestrator.model.Priority;
import io.orchestrator.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

class CommandsFirstProducerTest {

    private static final Duration NEVER = Duration.ofHours(1);

    @TempDir
    static Path folder;

    private static EmbeddedBroker broker;
    private static Admin admin;
    private Topics topics = new Topics("");

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start(BrokerConfig.defaults(folder));
        admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    @AfterAll
    static void stopBroker() {
        admin.close();
        broker.close();
    }

    @BeforeEach
    void makeTopics(TestInfo test) throws Exception {
        topics = new Topics(test.getTestMethod().orElseThrow().getName() + ".");
        admin.createTopics(List.of(new NewTopic(commands(), 1, (short) 1), new NewTopic(events(), 1, (short) 1)))
                .all()
                .get();
    }

    private String commands() {
        return topics.stepCommands(Topics.DEFAULT_QUEUE, Priority.NORMAL);
    }

    private String events() {
        return topics.jobEvents();
    }

    @Test
    void commandsCanBeReadBeforeTheTransactionEndsAndNoMarkerFollows() throws Exception {
        try (var producer = producer(NEVER)) {
            producer.beginTransaction();
            send(producer, commands());
            send(producer, events());
            producer.flush();

            assertThat(end(commands())).isEqualTo(1);
            assertThat(end(events())).isZero();

            producer.commitTransaction();

            await("the record and its marker")
                    .untilAsserted(() -> assertThat(end(events())).isEqualTo(2));
            assertThat(end(commands())).isEqualTo(1);
        }
    }

    @Test
    void anAbortTakesNoCommandBack() throws Exception {
        try (var producer = producer(NEVER)) {
            producer.beginTransaction();
            send(producer, commands());
            producer.abortTransaction();
            producer.flush();

            assertThat(end(commands())).isEqualTo(1);
        }
    }

    @Test
    void aFlushWaitsForCommands() {
        try (var producer = producer(NEVER)) {
            producer.beginTransaction();
            var sent = producer.send(record(commands()));
            producer.flush();

            assertThat(sent).isDone();
            producer.abortTransaction();
        }
    }

    @Test
    void aCommandThatCannotBeSentIsReportedToTheCallback() {
        try (var producer = producer(NEVER)) {
            producer.beginTransaction();
            var reported = new Exception[1];
            var sent = producer.send(
                    new ProducerRecord<>(commands(), new byte[2 * 1024 * 1024]),
                    (metadata, problem) -> reported[0] = problem);
            producer.flush();

            assertThat(sent).isDone();
            assertThat(reported[0]).isInstanceOf(RecordTooLargeException.class);
            producer.abortTransaction();
        }
    }

    @Test
    void aTransactionThatTheBrokerHasAbortedSendsNoMoreCommands() throws Exception {
        try (var producer = producer(Duration.ZERO)) {
            producer.beginTransaction();

            assertThatThrownBy(() -> producer.send(record(commands())))
                    .isInstanceOf(KafkaException.class)
                    .hasCauseInstanceOf(InvalidProducerEpochException.class);
            producer.abortTransaction();
            assertThat(end(commands())).isZero();
        }
    }

    @Test
    void anEndedTransactionMakesKafkaStreamsRejoin() {
        assertThatThrownBy(() -> CommandsFirstProducer.asMigrated(() -> {
                    throw new InvalidTxnStateException("in an invalid state");
                }))
                .isInstanceOf(InvalidProducerEpochException.class)
                .hasMessageContaining("in an invalid state");
        assertThatThrownBy(() -> CommandsFirstProducer.asMigrated(() -> {
                    throw new TimeoutException("later");
                }))
                .isInstanceOf(TimeoutException.class);
    }

    @Test
    void closesTheOtherProducerWhenOneCannotBeClosed() {
        var producer = producer(NEVER, Map.of("partitioner.class", Unclosable.class));

        assertThatThrownBy(() -> producer.close(Duration.ofSeconds(5)))
                .isInstanceOf(KafkaException.class)
                .hasRootCauseMessage("cannot be closed");

        assertThatThrownBy(producer::beginTransaction)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    private Producer<byte[], byte[]> producer(Duration transactionLimit) {
        return producer(transactionLimit, Map.of());
    }

    private Producer<byte[], byte[]> producer(Duration transactionLimit, Map<String, Object> more) {
        var settings = new HashMap<String, Object>(more);
        settings.put("bootstrap.servers", broker.bootstrapServers());
        settings.put("client.id", "test");
        settings.put("transactional.id", topics.prefix());
        settings.put("key.serializer", ByteArraySerializer.class);
        settings.put("value.serializer", ByteArraySerializer.class);
        var producer =
                new CommandsFirstProducer(settings, topics.stepCommandsPattern().asMatchPredicate(), transactionLimit);
        producer.initTransactions();
        return producer;
    }

    /** A part of a producer that fails when the producer is closed. */
    public static final class Unclosable implements Partitioner {
        @Override
        public int partition(
                String topic, Object key, byte[] keyBytes, Object value, byte[] valueBytes, Cluster cluster) {
            return 0;
        }

        @Override
        public void configure(Map<String, ?> settings) {}

        @Override
        public void close() {
            throw new IllegalStateException("cannot be closed");
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // each caller flushes and looks at the topics
    private static void send(Producer<byte[], byte[]> producer, String topic) {
        producer.send(record(topic));
    }

    private static ProducerRecord<byte[], byte[]> record(String topic) {
        return new ProducerRecord<>(topic, "a value".getBytes(StandardCharsets.UTF_8));
    }

    /** The offset behind the last record that a reader of committed records gets. */
    private static long end(String topic) throws Exception {
        var partition = new TopicPartition(topic, 0);
        return admin.listOffsets(
                        Map.of(partition, OffsetSpec.latest()), new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .partitionResult(partition)
                .get()
                .offset();
    }
}
