package io.orchestrator.coordinator;

import io.orchestrator.codec.Codecs;
import io.orchestrator.json.Json;
import io.orchestrator.model.Priority;
import io.orchestrator.model.StepCommand;
import io.orchestrator.model.TaskCompleted;
import io.orchestrator.model.TaskResult;
import io.orchestrator.topics.Topics;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Answers commands with a plain consumer, as a worker in any language could: the step's id is its text. */
final class PlainWorker implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(20);

    final List<StepCommand> seen = new CopyOnWriteArrayList<>();
    final List<Future<RecordMetadata>> answers = new CopyOnWriteArrayList<>();
    private final Codecs codecs;
    private final Topics topics;
    private final Consumer<String, byte[]> consumer;
    private final Producer<String, byte[]> producer;
    private final AtomicInteger allowed = new AtomicInteger();
    private final Thread thread;
    private volatile boolean closed;

    PlainWorker(String bootstrapServers, Codecs codecs, Topics topics, int partitions) {
        this.codecs = codecs;
        this.topics = topics;
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest", "enable.auto.commit", false);
        consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 0),
                new StringSerializer(),
                new ByteArraySerializer());
        var topic = topics.stepCommands(Topics.DEFAULT_QUEUE, Priority.NORMAL);
        consumer.assign(IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList());
        thread = Thread.ofPlatform().name("plain-worker").start(this::run);
    }

    /** Answers so many commands more; it only looks at those after. */
    void allow(int commands) {
        allowed.addAndGet(commands);
    }

    private void run() {
        var waiting = new ArrayDeque<StepCommand>();
        while (!closed) {
            consumer.poll(POLL).forEach(record -> {
                var command = codecs.stepCommands().decode(record.value());
                // A command may come twice: its id is what it is known by.
                if (seen.stream().noneMatch(known -> known.task().equals(command.task()))) {
                    seen.add(command);
                    waiting.add(command);
                }
            });
            while (!waiting.isEmpty() && allowed.get() > 0) {
                allowed.decrementAndGet();
                answer(waiting.remove());
            }
        }
    }

    private void answer(StepCommand command) {
        var envelope = Json.parseDict(
                "{\"result\":{\"text\":\"" + command.task().step() + "\"},\"success\":true,\"error\":null}");
        var now = System.currentTimeMillis();
        var completed = new TaskCompleted(
                command.task(), "plain", now, now, new TaskResult.Done(envelope, Optional.empty()), command.claim());
        answers.add(producer.send(new ProducerRecord<>(
                topics.taskCompleted(),
                command.task().jobId(),
                codecs.taskCompleted().encode(completed))));
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        consumer.close();
        producer.close();
    }
}
