package io.orchestrator.coordinator.runtime;

import io.orchestrator.coordinator.runtime.StreamsOptions.GroupProtocol;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** Our options in Kafka Streams' words. */
public final class StreamsProperties {

    /** A dead coordinator's open transaction holds up readers of committed records no longer than this. */
    private static final String TRANSACTION_TIMEOUT_MS = "10000";

    /** A changelog record holds at most {@code StateCodec.MAX_BYTES} and its key. */
    private static final String MAX_REQUEST_BYTES = "1048576";

    /**
     * The first records of a transaction are refused while the broker still ends the one before; the default of 100 ms
     * would be added to the step that they belong to.
     */
    private static final String RETRY_BACKOFF_MS = "5";

    /**
     * A second request would be refused with the first one, out of order. What comes meanwhile makes a larger batch: less
     * CPU a step than five in flight, and the same time from end to end.
     */
    private static final String ONE_AT_A_TIME = "1";

    private static final String BATCH_BYTES = "65536";

    /** The operating system sizes socket buffers; Kafka Streams would receive into 32 KiB. */
    private static final String OS_SIZED = "-1";

    private StreamsProperties() {}

    /**
     * @param applicationId names the group, and the internal topics
     * @param kafka client settings, for example {@code bootstrap.servers} and {@code security.protocol}
     */
    public static Properties of(String applicationId, Map<String, String> kafka, StreamsOptions options) {
        var properties = new Properties();
        properties.putAll(kafka);
        set(properties, StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        set(properties, StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        set(properties, StreamsConfig.STATE_DIR_CONFIG, options.stateDir());
        set(properties, StreamsConfig.NUM_STREAM_THREADS_CONFIG, options.threads());
        set(
                properties,
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                options.commitInterval().toMillis());
        set(properties, StreamsConfig.POLL_MS_CONFIG, options.poll().toMillis());
        set(properties, StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, options.cacheBytes());
        set(properties, StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, options.standbyReplicas());
        set(properties, StreamsConfig.REPLICATION_FACTOR_CONFIG, options.replicationFactor());
        set(
                properties,
                StreamsConfig.GROUP_PROTOCOL_CONFIG,
                options.groupProtocol().name().toLowerCase(Locale.ROOT));
        set(properties, StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, FootprintConfig.class.getName());
        set(properties, StreamsConfig.ENABLE_METRICS_PUSH_CONFIG, "false");
        set(properties, StreamsConfig.SEND_BUFFER_CONFIG, OS_SIZED);
        set(properties, StreamsConfig.RECEIVE_BUFFER_CONFIG, OS_SIZED);
        // Topics are no streams to be merged by time: what is there is processed.
        set(properties, StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, -1);
        producer(properties, ProducerConfig.LINGER_MS_CONFIG, options.linger().toMillis());
        producer(properties, ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS);
        producer(properties, ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
        producer(properties, ProducerConfig.RETRY_BACKOFF_MS_CONFIG, RETRY_BACKOFF_MS);
        producer(properties, ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, ONE_AT_A_TIME);
        producer(properties, ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        if (options.groupProtocol() == GroupProtocol.STREAMS) {
            PatientStreamConsumer.install(properties);
        }
        properties.putAll(options.overrides());
        return properties;
    }

    private static void set(Properties properties, String key, Object value) {
        properties.put(key, String.valueOf(value));
    }

    private static void producer(Properties properties, String key, Object value) {
        set(properties, StreamsConfig.producerPrefix(key), value);
    }
}
