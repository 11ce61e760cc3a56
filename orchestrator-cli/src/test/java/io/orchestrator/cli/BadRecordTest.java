package io.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orchestrator.cli.SharedStack.Running;
import io.orchestrator.codec.Codecs;
import io.orchestrator.model.DeadLetter;
import io.orchestrator.model.Priority;
import io.orchestrator.registry.HttpSchemaRegistryClient;
import io.orchestrator.registry.SchemaRegistryClient;
import io.orchestrator.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A record that cannot be read becomes a dead letter, whatever its topic, and the next job runs. */
@ExtendWith(SharedStack.class)
class BadRecordTest {

    private static final Topics TOPICS = new Topics("");
    private static final byte[] NONSENSE = "no Avro at all".getBytes(StandardCharsets.UTF_8);

    private final Running stack;

    @TempDir
    private Path folder = Path.of("");

    BadRecordTest(Running stack) {
        this.stack = stack;
    }

    /** Each record of these is one process's to read. */
    static Stream<String> readByOne() {
        return Stream.<Function<Topics, String>>of(
                        Topics::jobRequests,
                        Topics::jobControls,
                        Topics::taskStarted,
                        Topics::taskProgress,
                        Topics::taskCompleted,
                        topics -> topics.stepCommands(Topics.DEFAULT_QUEUE, Priority.NORMAL))
                .map(name -> name.apply(TOPICS));
    }

    /** Every coordinator, or every worker, reads these: each says so in its log, and leaves the record out. */
    static Stream<String> readByAll() {
        return Stream.of(TOPICS.workflowDefinitions(), TOPICS.workerControls());
    }

    @ParameterizedTest
    @MethodSource("readByOne")
    void becomesADeadLetterWhenARecordCannotBeRead(String topic) throws ExecutionException, InterruptedException {
        var key = sendNonsense(topic);

        var letter = awaitLetter(key);

        assertThat(letter.topic()).isEqualTo(topic);
        assertThat(letter.reason()).isNotBlank();
        assertNextJobRuns();
    }

    @ParameterizedTest
    @MethodSource("readByAll")
    void isLeftOutAndLoggedWhenARecordForAllCannotBeRead(String topic) throws ExecutionException, InterruptedException {
        try (var log = LogLines.open()) {
            sendNonsense(topic);

            await().atMost(Child.PATIENCE)
                    .until(() ->
                            log.lines().stream().anyMatch(line -> line.contains(topic + " record cannot be read")));
        }
        assertNextJobRuns();
    }

    private String sendNonsense(String topic) throws ExecutionException, InterruptedException {
        var key = "bad-" + UUID.randomUUID();
        var properties =
                Map.<String, Object>of("bootstrap.servers", stack.addresses().bootstrap());
        try (var producer = new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, key, NONSENSE)).get();
        }
        return key;
    }

    private void assertNextJobRuns() {
        var hello = Folders.repository().resolve("examples/hello.yaml").toString();
        var next = stack.cli(folder, "run", hello);
        assertThat(next.exitCode()).as(next.toString()).isZero();
    }

    private DeadLetter awaitLetter(String key) {
        var properties =
                Map.<String, Object>of("bootstrap.servers", stack.addresses().bootstrap());
        try (SchemaRegistryClient registry = HttpSchemaRegistryClient.create(
                        Map.of("schema.registry.url", stack.addresses().registry()));
                var consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer())) {
            var letters = Codecs.create(registry, TOPICS).deadLetters();
            var partition = new TopicPartition(TOPICS.deadLetters(), 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            return await().atMost(Child.PATIENCE)
                    .until(() -> poll(consumer, key).map(letters::decode).toList(), found -> !found.isEmpty())
                    .getFirst();
        }
    }

    private static Stream<byte[]> poll(Consumer<String, byte[]> consumer, String key) {
        var found = new ArrayList<byte[]>();
        consumer.poll(Duration.ofMillis(200)).forEach(record -> {
            if (key.equals(record.key())) {
                found.add(record.value());
            }
        });
        return found.stream();
    }
}
