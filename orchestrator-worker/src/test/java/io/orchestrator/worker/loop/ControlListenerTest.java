package io.orchestrator.worker.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orchestrator.codec.Codec;
import io.orchestrator.codec.Codecs;
import io.orchestrator.model.TaskRef;
import io.orchestrator.model.WorkerControl;
import io.orchestrator.registry.HttpSchemaRegistryClient;
import io.orchestrator.registry.SchemaRegistryException;
import io.orchestrator.topics.Topics;
import io.orchestrator.worker.meter.WorkerMeters;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class ControlListenerTest {

    private static final Topics TOPICS = new Topics("");
    private static final TopicPartition PARTITION = new TopicPartition(TOPICS.workerControls(), 0);

    /** The end of the topic when the listener begins. */
    private static final long END = 5;

    private final MockConsumer<byte[], byte[]> consumer = consumer();
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final StopOrders stops = new StopOrders();

    /** Nobody answers there; it is never asked. */
    private final HttpSchemaRegistryClient registry =
            HttpSchemaRegistryClient.create(Map.of("schema.registry.url", "http://127.0.0.1:1"));

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void obeysEveryOrderInItsTurnWhenTheRegistryIsAwayForAWhile() {
        var codec = new Orders(2);
        var listener = listener(codec);
        consumer.schedulePollTask(() -> {
            order(END, "first");
            order(END + 1, "second");
        });
        consumer.schedulePollTask(listener::stop);

        listener.run();

        assertThat(codec.decoded).isEqualTo(4);
        assertThat(stops.covers(task("first"))).isTrue();
        assertThat(stops.covers(task("second"))).isTrue();
        assertThat(producer.history()).isEmpty();
        assertThat(consumer.closed()).isTrue();
    }

    @Test
    void endsWhenItIsStoppedWhileTheRegistryIsAway() {
        var codec = new Orders(Integer.MAX_VALUE);
        var listener = listener(codec);
        codec.onRefusal = listener::stop;
        consumer.schedulePollTask(() -> order(END, "first"));

        listener.run();

        assertThat(codec.decoded).isEqualTo(1);
        assertThat(stops.covers(task("first"))).isFalse();
        assertThat(consumer.closed()).isTrue();
    }

    private ControlListener listener(Codec<WorkerControl> codec) {
        var meters = new WorkerMeters(new SimpleMeterRegistry());
        var outbox = new Outbox(producer, Codecs.create(registry, TOPICS), TOPICS, meters);
        return new ControlListener(
                consumer,
                TOPICS.workerControls(),
                new ControlListener.Parts("worker-1", codec, new Attempts(), stops, outbox, meters, Duration.ZERO));
    }

    private static MockConsumer<byte[], byte[]> consumer() {
        var consumer = new MockConsumer<byte[], byte[]>("earliest");
        var node = new Node(0, "nowhere", 1);
        var nodes = new Node[] {node};
        consumer.updatePartitions(
                PARTITION.topic(),
                List.of(new PartitionInfo(PARTITION.topic(), PARTITION.partition(), node, nodes, nodes)));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, END));
        return consumer;
    }

    private void order(long offset, String step) {
        consumer.addRecord(new ConsumerRecord<>(
                PARTITION.topic(), PARTITION.partition(), offset, new byte[0], step.getBytes(StandardCharsets.UTF_8)));
    }

    private static TaskRef task(String step) {
        return new TaskRef("", "job", 0, step, 1);
    }

    /** Reads a step's id as the order to stop it, once the registry is there. */
    private static final class Orders implements Codec<WorkerControl> {
        private final int refusals;
        private int decoded;
        private Runnable onRefusal = () -> {};

        Orders(int refusals) {
            this.refusals = refusals;
        }

        @Override
        public byte[] encode(WorkerControl order) {
            return order.task().step().getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public WorkerControl decode(byte[] bytes) {
            if (decoded++ < refusals) {
                onRefusal.run();
                throw new SchemaRegistryException(SchemaRegistryException.NO_ANSWER, 0, "the registry is away");
            }
            return new WorkerControl(task(new String(bytes, StandardCharsets.UTF_8)), "", "cancelled");
        }
    }
}
