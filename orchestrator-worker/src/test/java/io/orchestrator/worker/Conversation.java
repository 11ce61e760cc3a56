package io.orchestrator.worker;

import static org.awaitility.Awaitility.await;

import io.orchestrator.codec.Codec;
import io.orchestrator.codec.Codecs;
import io.orchestrator.model.Call;
import io.orchestrator.model.DeadLetter;
import io.orchestrator.model.Priority;
import io.orchestrator.model.StepCommand;
import io.orchestrator.model.TaskCompleted;
import io.orchestrator.model.TaskProgress;
import io.orchestrator.model.TaskRef;
import io.orchestrator.model.TaskStarted;
import io.orchestrator.model.Value;
import io.orchestrator.model.WorkerControl;
import io.orchestrator.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Plays the coordinator: sends commands and controls, keeps everything that workers answer. Used by one thread. */
public final class Conversation implements AutoCloseable {

    private final Topics topics;
    private final Codecs codecs;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, Codec<?>> listening = new HashMap<>();
    private final List<Object> heard = new ArrayList<>();

    public Conversation(Cluster cluster, Topics topics) {
        this.topics = topics;
        this.codecs = cluster.codecs(topics);
        var kafka = Map.<String, Object>of("bootstrap.servers", cluster.bootstrapServers(), "linger.ms", "0");
        producer = new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer());
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", cluster.bootstrapServers(), "enable.auto.commit", "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        listening.put(topics.taskStarted(), codecs.taskStarted());
        listening.put(topics.taskCompleted(), codecs.taskCompleted());
        listening.put(topics.taskProgress(), codecs.taskProgress());
        listening.put(topics.deadLetters(), codecs.deadLetters());
        await().until(() -> listening.keySet().stream()
                .noneMatch(topic -> consumer.partitionsFor(topic).isEmpty()));
        var partitions = listening.keySet().stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    public static StepCommand command(String step, Call call, Duration timeout) {
        return command(step, call, timeout, StepCommand.Delivery.AT_LEAST_ONCE);
    }

    static StepCommand command(String step, Call call, Duration timeout, StepCommand.Delivery delivery) {
        var task = new TaskRef("command-" + step, "job-1", 0, step, 1);
        return new StepCommand(
                task,
                call,
                timeout.toMillis(),
                Topics.DEFAULT_QUEUE,
                Priority.NORMAL,
                delivery,
                "",
                System.currentTimeMillis(),
                "claim-" + step);
    }

    public static Call.Tool tool(String name) {
        return new Call.Tool(name, "", Value.EMPTY);
    }

    static Call.Tool terminal(String line) {
        return new Call.Tool("terminal", "execute", Value.of(Map.of("command", Value.of(line))));
    }

    public void send(StepCommand command) {
        var topic = topics.stepCommands(command.queue(), command.priority());
        send(topic, command.task().commandId(), codecs.stepCommands().encode(command));
    }

    void send(WorkerControl control) {
        send(topics.workerControls(), control.worker(), codecs.workerControls().encode(control));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback looks at it
    void send(String topic, String key, byte[] value) {
        var record = new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value);
        producer.send(record, (metadata, failure) -> {
            if (failure != null) {
                throw new IllegalStateException(failure);
            }
        });
    }

    /** Everything heard so far, after another look. */
    public Conversation listen() {
        for (var record : consumer.poll(Duration.ofMillis(100))) {
            var codec = listening.get(record.topic());
            if (codec != null) {
                heard.add(codec.decode(record.value()));
            }
        }
        return this;
    }

    List<TaskStarted> started() {
        return of(TaskStarted.class);
    }

    List<TaskCompleted> completed() {
        return of(TaskCompleted.class);
    }

    public List<TaskCompleted> completed(String step) {
        return completed().stream()
                .filter(completed -> completed.task().step().equals(step))
                .toList();
    }

    public List<TaskProgress> progress() {
        return of(TaskProgress.class);
    }

    List<DeadLetter> deadLetters() {
        return of(DeadLetter.class);
    }

    private <T> List<T> of(Class<T> type) {
        return heard.stream().filter(type::isInstance).map(type::cast).toList();
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }
}
