package io.orchestrator.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.orchestrator.coordinator.metrics.Metrics;
import io.orchestrator.model.Priority;
import io.orchestrator.topics.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The lag of a real broker's share groups. */
@Timeout(120)
class LagSamplerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Duration INTERVAL = Duration.ofMillis(100);

    @TempDir
    private Path folder = Path.of("");

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @SuppressWarnings("NullAway.Init")
    private Platform platform;

    @BeforeEach
    void open() {
        platform = new Platform(folder);
    }

    @AfterEach
    void close() {
        platform.close();
    }

    @Test
    void countsCommandsUntilTheyAreAcknowledgedAndBeforeAnyWorkerCame() throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", platform.bootstrapServers()));
                var sampler = sampler(admin)) {
            send(Priority.NORMAL, 5);
            send(Priority.HIGH, 1);
            sampler.start();

            awaitLag("normal", 5);
            awaitLag("high", 1);
            awaitLag("low", 0);
            try (var worker = worker()) {
                acknowledge(worker, 3);
                awaitLag("normal", 2);
                acknowledge(worker, 2);
                awaitLag("normal", 0);
            }
            send(Priority.NORMAL, 4);
            awaitLag("normal", 4);
            awaitLag("high", 1);
        }
    }

    @Test
    void showsNoLagWhenTheBrokerDoesNotAnswer() {
        try (var admin = Admin.create(Map.of(
                        "bootstrap.servers",
                        platform.bootstrapServers(),
                        "default.api.timeout.ms",
                        1_000,
                        "request.timeout.ms",
                        500));
                var sampler = sampler(admin)) {
            sampler.start();
            awaitLag("normal", 0);

            platform.stopBroker();

            await().atMost(PATIENCE).until(() -> !meters.scrape().contains("orchestrator_queue_lag{"));
        }
    }

    private LagSampler sampler(Admin admin) {
        return new LagSampler(
                admin, platform.topics, () -> Set.of(Topics.DEFAULT_QUEUE), new Metrics(meters), INTERVAL);
    }

    private void awaitLag(String priority, int commands) {
        var line = "orchestrator_queue_lag{priority=\"" + priority + "\",queue=\"default\"} " + commands + ".0";
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(meters.scrape().lines()).contains(line));
    }

    private void send(Priority priority, int commands) throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", platform.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < commands; i++) {
                producer.send(new ProducerRecord<>(
                                platform.topics.stepCommands(Topics.DEFAULT_QUEUE, priority), "key" + i, new byte[1]))
                        .get();
            }
        }
    }

    private KafkaShareConsumer<String, byte[]> worker() {
        var consumer = new KafkaShareConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers",
                        platform.bootstrapServers(),
                        "group.id",
                        platform.topics.shareGroup(Topics.DEFAULT_QUEUE),
                        "share.acknowledgement.mode",
                        "explicit",
                        "max.poll.records",
                        1,
                        "share.acquire.mode",
                        "record_limit"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        consumer.subscribe(List.of(platform.topics.stepCommands(Topics.DEFAULT_QUEUE, Priority.NORMAL)));
        return consumer;
    }

    private static void acknowledge(KafkaShareConsumer<String, byte[]> worker, int commands) {
        var done = new int[1];
        await().atMost(PATIENCE).until(() -> {
            for (var command : worker.poll(Duration.ofMillis(200))) {
                worker.acknowledge(command, AcknowledgeType.ACCEPT);
                worker.commitSync();
                done[0]++;
            }
            return done[0] == commands;
        });
    }
}
