package io.orchestrator.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orchestrator.client.ClientException;
import io.orchestrator.client.OrchestratorClient;
import io.orchestrator.json.Json;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.Value;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jobs write to topics of users', on a real broker. */
@Timeout(240)
class EmitOnBrokerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ORDERS = "shop.orders";

    @TempDir
    private Path folder = Path.of("");

    private Platform platform;
    private OrchestratorClient client;
    private Admin admin;
    private Coordinator coordinator;

    @BeforeEach
    void start() throws Exception {
        platform = new Platform(folder.resolve("broker"));
        client = platform.client();
        admin = Admin.create(Map.of("bootstrap.servers", platform.bootstrapServers()));
        admin.createTopics(List.of(new NewTopic(ORDERS, 2, (short) 1))).all().get();
        coordinator = running("one");
    }

    @AfterEach
    void stop() {
        coordinator.close();
        admin.close();
        client.close();
        platform.close();
    }

    @Test
    void writesTheRecordAndAnswersWhereItStands() throws Exception {
        publish("""
                id: tells
                inputs: {order: {type: string}}
                steps:
                  - id: tell
                    emit:
                      topic: shop.orders
                      key: "order-{{ order }}"
                      event: order.paid
                      headers: {tenant: blue, attempts: 2}
                      payload: {order: "{{ order }}", lines: [1, 2]}
                outputs: {partition: "${tell.result.partition}", offset: "${tell.result.offset}"}
                """);

        var end = run("tells", "tells-1", "{\"order\": \"7\"}");

        var records = committed(ORDERS);
        assertThat(records).hasSize(1);
        var record = records.getFirst();
        assertThat(record.key()).isEqualTo("order-7");
        assertThat(Json.parse(text(record.value()))).isEqualTo(Json.parse("{\"order\": \"7\", \"lines\": [1, 2]}"));
        assertThat(headers(record))
                .containsEntry("ce_specversion", "1.0")
                .containsEntry("ce_type", "order.paid")
                .containsEntry("ce_source", "/jobs/tells-1")
                .containsEntry("ce_subject", "tell")
                .containsEntry("content-type", "application/json")
                .containsEntry("tenant", "blue")
                .containsEntry("attempts", "2")
                .containsKeys("ce_id", "ce_time");
        assertThat(end)
                .isInstanceOfSatisfying(
                        JobFact.JobCompleted.class,
                        completed -> assertThat(completed.outputs())
                                .isEqualTo(Value.of(Map.of(
                                        "partition",
                                        Value.of((long) record.partition()),
                                        "offset",
                                        Value.of(record.offset())))));
    }

    @Test
    void writesEachRecordOnceWhenCoordinatorsComeAndGo() throws Exception {
        publish("""
                id: many
                steps:
                  - id: all
                    for_each: "{{ range(0, 200) | list }}"
                    max_parallel: 10
                    steps:
                      - {id: tell, emit: {topic: shop.orders, key: "{{ $item }}", payload: "{{ $item }}"}}
                """);
        submit("many", "many-1", "{}");
        await().atMost(PATIENCE).until(() -> committed(ORDERS).size() >= 20);

        coordinator.close();
        coordinator = running("two");

        assertThat(end("many-1")).isInstanceOf(JobFact.JobCompleted.class);
        assertThat(committed(ORDERS))
                .extracting(record -> text(record.value()))
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 200)
                        .mapToObj(item -> "\"" + item + "\"")
                        .toList());
    }

    @Test
    void failsTheStepAndNothingElseWhenTheTopicTakesNothing() throws Exception {
        admin.createTopics(List.of(new NewTopic("narrow", 1, (short) 1).configs(Map.of("max.message.bytes", "100"))))
                .all()
                .get();
        publish(tells("nowhere", "topic: not.there"));
        publish(tells("own", "topic: job.requests"));
        publish(tells("small", "topic: narrow"));
        publish(tells("good", "topic: shop.orders"));
        for (var id : List.of("nowhere", "own", "small", "good")) {
            submit(id, id + "-1", "{}");
        }

        assertFailed("nowhere-1", "there is no topic 'not.there'", "create it");
        assertFailed("own-1", "'job.requests' is the engine's or Kafka's own", "one of yours");
        assertFailed("small-1", "the topic 'narrow' did not take the record");
        assertThat(end("good-1")).isInstanceOf(JobFact.JobCompleted.class);
        assertThat(committed(ORDERS)).hasSize(1);
        assertThat(committed("narrow")).isEmpty();
    }

    @Test
    void failsTheStepWhenThePayloadIsForNobodyElse() throws Exception {
        publish("""
                id: private
                inputs: {card: {type: string, sensitive: true}}
                steps:
                  - {id: tell, emit: {topic: shop.orders, payload: {card: "{{ card }}"}}, retry: 1}
                """);
        publish("""
                id: named
                inputs: {card: {type: string, sensitive: true}}
                steps:
                  - {id: tell, emit: {topic: shop.orders, event: "{{ card }}"}, retry: 1}
                """);
        submit("private", "private-1", "{\"card\": \"4711471147114711\"}");
        submit("named", "named-1", "{\"card\": \"4711471147114711\"}");

        assertFailed("private-1", "a sensitive input is in what is to be emitted to 'shop.orders'", "leave it out");
        assertFailed("named-1", "a sensitive input is in what is to be emitted", "leave it out");
        assertThat(committed(ORDERS)).isEmpty();
    }

    @Test
    void buriesWhatNoCoordinatorWrote() throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", platform.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("emits", "x", "no command".getBytes(StandardCharsets.UTF_8)))
                    .get();
        }
        publish(tells("good", "topic: shop.orders"));

        assertThat(run("good", "good-1", "{}")).isInstanceOf(JobFact.JobCompleted.class);
        await().atMost(PATIENCE).until(() -> !committed("dead.letters").isEmpty());
        var letter = platform.codecs()
                .deadLetters()
                .decode(committed("dead.letters").getFirst().value());
        assertThat(letter.topic()).isEqualTo("emits");
    }

    private static String tells(String id, String target) {
        return """
                id: %s
                steps:
                  - {id: tell, emit: {%s, payload: {text: "%s"}}, retry: 1}
                """.formatted(id, target, "x".repeat(200));
    }

    private void assertFailed(String jobId, String... parts) {
        assertThat(end(jobId))
                .isInstanceOfSatisfying(
                        JobFact.JobFailed.class,
                        failed -> assertThat(failed.failure().orElseThrow().message())
                                .contains(parts));
    }

    private Coordinator running(String state) throws InterruptedException {
        var started = Coordinator.create(platform.config(folder.resolve(state)));
        started.start();
        assertThat(started.awaitRunning(PATIENCE)).isTrue();
        return started;
    }

    private void publish(String workflow) throws Exception {
        var answer = post("/v1/workflows", "application/yaml", workflow);
        assertThat(answer).startsWith("201");
    }

    private JobFact run(String workflow, String jobId, String inputs) throws Exception {
        submit(workflow, jobId, inputs);
        return end(jobId);
    }

    private void submit(String workflow, String jobId, String inputs) throws Exception {
        var body = "{\"workflow\": \"%s\", \"job_id\": \"%s\", \"inputs\": %s}".formatted(workflow, jobId, inputs);
        assertThat(post("/v1/jobs", "application/json", body)).startsWith("20");
    }

    private String post(String path, String type, String body) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(
                            URI.create(coordinator.httpUrl().orElseThrow() + path))
                    .header("Content-Type", type)
                    .POST(BodyPublishers.ofString(body))
                    .build();
            var response = http.send(request, BodyHandlers.ofString());
            return response.statusCode() + " " + response.body();
        }
    }

    private JobFact end(String jobId) {
        await().atMost(PATIENCE)
                // It may not have been read yet.
                .ignoreExceptionsInstanceOf(ClientException.class)
                .until(() -> client.events(jobId).stream()
                        .anyMatch(event -> event.fact().terminal()));
        return client.events(jobId).stream()
                .map(event -> event.fact())
                .filter(JobFact::terminal)
                .findFirst()
                .orElseThrow();
    }

    private List<ConsumerRecord<String, byte[]>> committed(String topic) throws Exception {
        var settings = Map.<String, Object>of(
                "bootstrap.servers", platform.bootstrapServers(), "isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(one -> new TopicPartition(topic, one.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var all = new ArrayList<ConsumerRecord<String, byte[]>>();
            while (partitions.stream()
                    .anyMatch(one -> consumer.position(one) < Objects.requireNonNull(ends.get(one)))) {
                consumer.poll(Duration.ofMillis(200)).forEach(all::add);
            }
            return all;
        }
    }

    private static Map<String, String> headers(ConsumerRecord<String, byte[]> record) {
        var headers = new TreeMap<String, String>();
        record.headers().forEach(header -> headers.put(header.key(), text(header.value())));
        return headers;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
