package io.orchestrator.coordinator.runtime;

import io.orchestrator.poll.PatientNetwork;
import io.orchestrator.poll.PollBrake;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.internals.AsyncKafkaConsumer;
import org.apache.kafka.clients.consumer.internals.StreamsRebalanceData;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.streams.StreamsConfig.InternalConfig;
import org.apache.kafka.streams.internals.ConsumerWrapper;
import org.jspecify.annotations.Nullable;

/**
 * The consumer of a stream thread in the streams protocol: does not burn a core while the broker of the group is away. Kafka
 * Streams makes that consumer itself and takes none of ours, but for this hook of its own tests (Kafka 4.1 and later;
 * {@code BrakedConsumerTest} says when it is gone). Used by its stream thread.
 */
public final class BrakedConsumer extends ConsumerWrapper {

    /** A {@link Runnable} in the settings: told before each pause. */
    private static final String ON_PAUSE = "orchestrator.poll.pause.listener";

    private @Nullable PollBrake brake;

    /** @param onPause told before each pause, by the stream thread */
    public static void install(Properties properties, Runnable onPause) {
        properties.put(InternalConfig.INTERNAL_CONSUMER_WRAPPER, BrakedConsumer.class);
        properties.put(ON_PAUSE, onPause);
    }

    @Override
    public void wrapConsumer(
            AsyncKafkaConsumer<byte[], byte[]> consumer,
            Map<String, Object> settings,
            Optional<StreamsRebalanceData> rebalance) {
        super.wrapConsumer(consumer, settings, rebalance);
        PatientNetwork.install(consumer);
        brake = PollBrake.create((Runnable) Objects.requireNonNull(settings.get(ON_PAUSE), ON_PAUSE));
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        try {
            return Objects.requireNonNull(brake, "wrapConsumer has not been called")
                    .poll(() -> delegate.poll(timeout), ConsumerRecords::isEmpty);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
