package io.orchestrator.cli;

import io.orchestrator.cli.SharedStack.Running;
import io.orchestrator.codec.Codec;
import io.orchestrator.codec.Codecs;
import io.orchestrator.model.DeadLetter;
import io.orchestrator.registry.HttpSchemaRegistryClient;
import io.orchestrator.registry.SchemaRegistryClient;
import io.orchestrator.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;

/** Writes records that nobody can read, and reads what became of them. */
final class DeadLetters {

    static final byte[] NONSENSE = "no Avro at all".getBytes(StandardCharsets.UTF_8);

    private static final Topics TOPICS = new Topics("");

    private final Running stack;

    DeadLetters(Running stack) {
        this.stack = stack;
    }

    /** The key of the record that was written. */
    String sendNonsense(String topic) throws ExecutionException, InterruptedException {
        var key = "bad-" + UUID.randomUUID();
        try (var producer = new KafkaProducer<>(kafka(), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, key, NONSENSE)).get();
        }
        return key;
    }

    /** Waits for the first dead letter with this key. */
    DeadLetter await(String key) {
        try (SchemaRegistryClient registry = HttpSchemaRegistryClient.create(
                        Map.of("schema.registry.url", stack.addresses().registry()));
                var consumer = new KafkaConsumer<>(kafka(), new StringDeserializer(), new ByteArrayDeserializer())) {
            var codec = Codecs.create(registry, TOPICS).deadLetters();
            var partition = new TopicPartition(TOPICS.deadLetters(), 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            return Awaitility.await()
                    .atMost(Child.PATIENCE)
                    .until(() -> poll(consumer, codec, key), found -> !found.isEmpty())
                    .getFirst();
        }
    }

    private static List<DeadLetter> poll(Consumer<String, byte[]> consumer, Codec<DeadLetter> codec, String key) {
        var found = new ArrayList<DeadLetter>();
        consumer.poll(Duration.ofMillis(200)).forEach(record -> {
            if (key.equals(record.key())) {
                found.add(codec.decode(record.value()));
            }
        });
        return found;
    }

    private Map<String, Object> kafka() {
        return Map.of("bootstrap.servers", stack.addresses().bootstrap());
    }
}
