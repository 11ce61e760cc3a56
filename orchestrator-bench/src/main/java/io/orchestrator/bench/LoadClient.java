package io.orchestrator.bench;

import io.orchestrator.client.ClientConfig;
import io.orchestrator.client.JobIds;
import io.orchestrator.codec.Codecs;
import io.orchestrator.model.JobRequest;
import io.orchestrator.model.JobView;
import io.orchestrator.model.Value;
import io.orchestrator.registry.HttpSchemaRegistryClient;
import io.orchestrator.registry.SchemaRegistryClient;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Submits jobs and learns of their ends as any client would: requests to {@code job.requests}, ends from {@code job.views}
 * read committed. Many jobs may be under way at once.
 */
final class LoadClient implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(50);

    private final ClientConfig config;
    private final SchemaRegistryClient registry;
    private final Codecs codecs;
    private final KafkaProducer<String, byte[]> producer;
    private final SplittableRandom random = new SplittableRandom();
    private final Map<String, CompletableFuture<JobView>> waiting = new ConcurrentHashMap<>();
    private final Thread monitor;
    private volatile boolean closing;

    private LoadClient(ClientConfig config) {
        this.config = config;
        this.registry = HttpSchemaRegistryClient.create(config.registryProperties());
        this.codecs = Codecs.create(registry, config.topics());
        var properties = new HashMap<String, Object>(config.kafkaProperties());
        properties.put("bootstrap.servers", config.bootstrapServers());
        properties.put("acks", "all");
        properties.put("linger.ms", "0");
        this.producer = new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
        this.monitor = Thread.ofPlatform().name("bench-monitor").unstarted(this::watchViews);
    }

    static LoadClient connect(ClientConfig config) {
        var client = new LoadClient(config);
        client.monitor.start();
        return client;
    }

    /** Submits one job of a published workflow; the future ends with the job's last view. */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback is the end of it
    CompletableFuture<JobView> submit(String workflow) {
        var now = Instant.now();
        var id = JobIds.create(workflow, now, random);
        var end = new CompletableFuture<JobView>();
        waiting.put(id, end);
        var request = new JobRequest(
                id,
                Optional.of(workflow),
                Optional.empty(),
                Value.EMPTY,
                Optional.empty(),
                Map.of(),
                "",
                "bench",
                now.toEpochMilli());
        var value = codecs.jobRequests().encode(request);
        producer.send(new ProducerRecord<>(config.topics().jobRequests(), id, value), (metadata, e) -> {
            if (e != null) {
                end.completeExceptionally(e);
            }
        });
        return end;
    }

    private void watchViews() {
        var properties = new HashMap<String, Object>(config.kafkaProperties());
        properties.put("bootstrap.servers", config.bootstrapServers());
        properties.put("isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(config.topics().jobViews()).stream()
                    .map(p -> new TopicPartition(p.topic(), p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
            while (!closing) {
                consumer.poll(POLL).forEach(record -> {
                    if (record.value() != null && waiting.containsKey(record.key())) {
                        ended(codecs.jobViews().decode(record.value()));
                    }
                });
            }
        }
    }

    private void ended(JobView view) {
        if (view.status().terminal()) {
            var end = waiting.remove(view.jobId());
            if (end != null) {
                end.complete(view);
            }
        }
    }

    @Override
    public void close() {
        closing = true;
        try {
            monitor.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(Duration.ofSeconds(5));
        registry.close();
    }
}
