package io.orchestrator.worker;

import io.orchestrator.model.StepCommand;
import io.orchestrator.model.TaskRef;
import io.orchestrator.topics.Topics;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures commands through the loop with the no-op tool: rate with a window of commands in flight, and latency one at a
 * time. Not a test: run it by hand on a quiet machine. Broker, registry, worker and this client share the process.
 */
final class LoopThroughput {

    private static final Logger LOG = LoggerFactory.getLogger(LoopThroughput.class);

    private LoopThroughput() {}

    public static void main(String[] arguments) throws Exception {
        var count = Integer.parseInt(arguments[0]);
        var window = Integer.parseInt(arguments[1]);
        var folder = Files.createTempDirectory("loop-throughput");
        try (var cluster = Cluster.start(folder)) {
            var topics = cluster.topics("");
            var config = WorkerConfigs.of(cluster, WorkerConfigs.loop("bench", topics), Path.of(""))
                    .withTool(new NoopTool());
            var driver = new Driver(cluster, topics);
            try (var worker = Worker.create(config)) {
                worker.start();
                driver.run("warm-up", count, window);
                driver.idle(Duration.ofSeconds(10));
                driver.run("window " + window, count, window);
                driver.run("one at a time", 2_000, 1);
                driver.run("window " + window, count, window);
                driver.run("one at a time", 2_000, 1);
            } finally {
                driver.close();
            }
        }
    }

    private static final class Driver {
        private final Topics topics;
        private final io.orchestrator.codec.Codecs codecs;
        private final KafkaProducer<byte[], byte[]> producer;
        private final KafkaConsumer<byte[], byte[]> consumer;
        private final AtomicBoolean closed = new AtomicBoolean();
        private final AtomicLong received = new AtomicLong();
        private final List<Long> latencies = Collections.synchronizedList(new ArrayList<>());
        private final Thread reader;
        private volatile Semaphore room = new Semaphore(0);
        private int number;

        Driver(Cluster cluster, Topics topics) {
            this.topics = topics;
            this.codecs = cluster.codecs(topics);
            producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", cluster.bootstrapServers(), "linger.ms", "0"),
                    new ByteArraySerializer(),
                    new ByteArraySerializer());
            consumer = new KafkaConsumer<>(
                    Map.of("bootstrap.servers", cluster.bootstrapServers(), "enable.auto.commit", "false"),
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer());
            var partitions = consumer.partitionsFor(topics.taskCompleted()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
            reader = Thread.ofPlatform().start(this::read);
        }

        private void read() {
            while (!closed.get()) {
                for (var record : consumer.poll(Duration.ofMillis(200))) {
                    var completed = codecs.taskCompleted().decode(record.value());
                    latencies.add(System.nanoTime()
                            - Long.parseLong(completed.task().step().substring(1)));
                    received.incrementAndGet();
                    room.release();
                }
            }
            consumer.close();
        }

        void run(String name, int count, int window) throws InterruptedException {
            latencies.clear();
            room = new Semaphore(window);
            var cpu = cpuNanos();
            var begun = System.nanoTime();
            for (int i = 0; i < count; i++) {
                room.acquire();
                send();
            }
            room.acquire(window);
            var took = System.nanoTime() - begun;
            var sorted = new ArrayList<>(latencies);
            Collections.sort(sorted);
            LOG.warn(
                    "{}: {} commands, {} a second, {} ms of CPU each, latency ms p50 {} p90 {} p99 {} max {}",
                    name,
                    count,
                    Math.round(count * 1e9 / took),
                    (cpuNanos() - cpu) / 1e6 / count,
                    at(sorted, 0.5),
                    at(sorted, 0.9),
                    at(sorted, 0.99),
                    at(sorted, 1));
        }

        void idle(Duration time) throws InterruptedException {
            var cpu = cpuNanos();
            Thread.sleep(time);
            LOG.warn("idle: {} ms of CPU a second", (cpuNanos() - cpu) / 1e6 / time.toSeconds());
        }

        @SuppressWarnings("FutureReturnValueIgnored") // a lost command shows: the run does not end
        private void send() {
            number++;
            var base = Conversation.command("s" + System.nanoTime(), Conversation.tool("noop"), Duration.ZERO);
            var task = new TaskRef(
                    "c" + number, "job-" + (number % 200), 0, base.task().step(), 1);
            var command = new StepCommand(
                    task,
                    base.call(),
                    0,
                    base.queue(),
                    base.priority(),
                    base.delivery(),
                    "",
                    base.dispatchedAtMs(),
                    base.claim());
            producer.send(new ProducerRecord<>(
                    topics.stepCommands(command.queue(), command.priority()),
                    task.commandId().getBytes(StandardCharsets.UTF_8),
                    codecs.stepCommands().encode(command)));
        }

        private static double at(List<Long> sorted, double part) {
            return sorted.get((int) ((sorted.size() - 1) * part)) / 1e6;
        }

        private static long cpuNanos() {
            return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                    .getProcessCpuTime();
        }

        void close() throws InterruptedException {
            closed.set(true);
            reader.join();
            producer.close();
        }
    }
}
