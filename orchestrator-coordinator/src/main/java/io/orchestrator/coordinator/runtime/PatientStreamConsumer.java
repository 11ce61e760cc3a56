package io.orchestrator.coordinator.runtime;

import io.orchestrator.poll.PatientConsumers;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.internals.AsyncKafkaConsumer;
import org.apache.kafka.clients.consumer.internals.StreamsRebalanceData;
import org.apache.kafka.streams.StreamsConfig.InternalConfig;
import org.apache.kafka.streams.internals.ConsumerWrapper;

/**
 * The consumer of a stream thread in the streams protocol: waits while the broker of the group is away. Kafka Streams makes
 * that consumer itself and takes none of ours, but for this hook of its own tests; {@code PatientStreamConsumerTest} says when
 * it is gone.
 */
public final class PatientStreamConsumer extends ConsumerWrapper {

    static void install(Properties properties) {
        properties.put(InternalConfig.INTERNAL_CONSUMER_WRAPPER, PatientStreamConsumer.class);
    }

    @Override
    public void wrapConsumer(
            AsyncKafkaConsumer<byte[], byte[]> consumer,
            Map<String, Object> settings,
            Optional<StreamsRebalanceData> rebalance) {
        super.wrapConsumer(consumer, settings, rebalance);
        PatientConsumers.install(consumer);
    }
}
