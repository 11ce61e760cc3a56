package io.orchestrator.worker.loop;

import io.orchestrator.model.Priority;
import io.orchestrator.poll.PatientConsumers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes the worker's Kafka clients: what the user sets wins, except where the loop's correctness rests on a setting. */
final class KafkaClients {

    /** A lane that waits for a slot does not poll, and holds nothing meanwhile: it need not leave its group. */
    private static final Duration MAX_POLL_INTERVAL = Duration.ofHours(24);

    /** A full buffer or missing metadata is a failed publication after this time. */
    private static final Duration MAX_BLOCK = Duration.ofSeconds(10);

    /** The operating system sizes socket buffers. */
    private static final String OS_SIZED = "-1";

    private final Map<String, String> common;
    private final LoopConfig config;

    /** @param common settings of all clients, by Kafka's names: bootstrap.servers, security and so on */
    KafkaClients(Map<String, String> common, LoopConfig config) {
        this.common = Map.copyOf(common);
        this.config = config;
    }

    /** Explicit acknowledgement; never more records than asked for, none fetched ahead. */
    ShareConsumer<byte[], byte[]> lane(LaneName lane) {
        var properties = with(Map.of(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, "1"));
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, config.topics().shareGroup(lane.queue()));
        properties.put(CommonClientConfigs.CLIENT_ID_CONFIG, config.workerId() + "-" + lane);
        properties.put(ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG, "explicit");
        properties.put(ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG, "record_limit");
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Integer.toString(batch(lane)));
        properties.put(
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                Long.toString(config.fetchWait().toMillis()));
        properties.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, Long.toString(MAX_POLL_INTERVAL.toMillis()));
        var consumer = new KafkaShareConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        PatientConsumers.install(consumer);
        return consumer;
    }

    /** How many records a lane takes at once: the lanes' shares while the processor is the limit, not the slots. */
    private int batch(LaneName lane) {
        var heaviest = Slots.weight(Priority.HIGH);
        return Math.max(1, config.slots() * Slots.weight(lane.priority()) / heaviest);
    }

    Consumer<byte[], byte[]> controls() {
        return new KafkaConsumer<>(controlSettings(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** An order of a transaction that was aborted may stop what goes on: nobody would answer for it. */
    Map<String, Object> controlSettings() {
        var properties = with(Map.of());
        properties.put(CommonClientConfigs.CLIENT_ID_CONFIG, config.workerId() + "-controls");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        return properties;
    }

    Producer<byte[], byte[]> producer() {
        var properties = with(Map.of(
                ProducerConfig.LINGER_MS_CONFIG,
                "0",
                ProducerConfig.BATCH_SIZE_CONFIG,
                Integer.toString(128 * 1024),
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                Long.toString(MAX_BLOCK.toMillis())));
        properties.put(CommonClientConfigs.CLIENT_ID_CONFIG, config.workerId());
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private Map<String, Object> with(Map<String, String> defaults) {
        var properties = new HashMap<String, Object>(defaults);
        properties.put(CommonClientConfigs.SEND_BUFFER_CONFIG, OS_SIZED);
        properties.put(CommonClientConfigs.RECEIVE_BUFFER_CONFIG, OS_SIZED);
        properties.putAll(common);
        return properties;
    }
}
