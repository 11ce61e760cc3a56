package io.orchestrator.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The limit of a hop: a record from a producer to a share consumer, one at a time. */
final class ShareRoundTrip {

    private static final int RECORDS = 600;
    private static final int WARMUP = 200;
    private static final int RECORD_BYTES = 600;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Map<String, Object> kafka;

    ShareRoundTrip(String bootstrapServers) {
        this.kafka = Map.of("bootstrap.servers", bootstrapServers);
    }

    Latencies measure() throws Exception {
        var name = "bench-share-" + UUID.randomUUID();
        try (var admin = Admin.create(kafka)) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
            var group = new ConfigResource(ConfigResource.Type.GROUP, name);
            var earliest =
                    new AlterConfigOp(new ConfigEntry("share.auto.offset.reset", "earliest"), AlterConfigOp.OpType.SET);
            admin.incrementalAlterConfigs(Map.of(group, Set.of(earliest))).all().get();
            try {
                return roundTrips(name);
            } finally {
                admin.deleteTopics(List.of(name)).all().get();
            }
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what was not sent does not arrive, and that is an error
    private Latencies roundTrips(String name) throws Exception {
        var arrived = new SynchronousQueue<Long>();
        var consumer = Thread.ofPlatform().name("bench-share").start(() -> consume(name, arrived));
        var latencies = new ArrayList<Long>();
        var settings = new java.util.HashMap<>(kafka);
        settings.put("linger.ms", "0");
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < WARMUP + RECORDS; i++) {
                var start = System.nanoTime();
                producer.send(new ProducerRecord<>(name, new byte[RECORD_BYTES]));
                var at = arrived.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
                if (at == null) {
                    throw new BenchException("the share consumer got nothing within " + LIMIT.toSeconds() + " s");
                }
                if (i >= WARMUP) {
                    latencies.add(at - start);
                }
            }
        } finally {
            consumer.interrupt();
            consumer.join();
        }
        return Latencies.of(latencies.stream().mapToLong(Long::longValue).toArray());
    }

    private void consume(String name, SynchronousQueue<Long> arrived) {
        var settings = new java.util.HashMap<>(kafka);
        settings.put("group.id", name);
        settings.put("share.acknowledgement.mode", "explicit");
        try (var consumer =
                new KafkaShareConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(name));
            while (!Thread.currentThread().isInterrupted()) {
                for (var record : consumer.poll(Duration.ofMillis(100))) {
                    consumer.acknowledge(record, AcknowledgeType.ACCEPT);
                    arrived.put(System.nanoTime());
                }
            }
        } catch (InterruptedException | org.apache.kafka.common.errors.InterruptException e) {
            Thread.currentThread().interrupt();
        }
    }
}
