package io.orchestrator.coordinator.wire;

import io.orchestrator.codec.Codecs;
import io.orchestrator.topics.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the dead letters of the topics that every coordinator reads as a whole. Kafka Streams gives their readers neither
 * an output nor a transaction, so each coordinator writes its own, equal copy (ADR 9). Thread-safe.
 */
public final class GlobalLetters implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GlobalLetters.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    /** Letters are rare, and nobody waits for them: a broker that is away for an hour gets them, too. */
    private static final Duration DELIVERY_TIMEOUT = Duration.ofHours(1);

    private final Producer<String, byte[]> producer;
    private final Letters letters;

    public GlobalLetters(Producer<String, byte[]> producer, Codecs codecs, Topics topics) {
        this.producer = producer;
        this.letters = new Letters(codecs, topics);
    }

    /** @param kafka client settings; {@code bootstrap.servers} among them */
    public static GlobalLetters create(Map<String, String> kafka, Codecs codecs, Topics topics) {
        var properties = new HashMap<String, Object>(kafka);
        properties.put(CommonClientConfigs.CLIENT_ID_CONFIG, topics.applicationId() + "-letters");
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Long.toString(DELIVERY_TIMEOUT.toMillis()));
        var producer = new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
        return new GlobalLetters(producer, codecs, topics);
    }

    /** Sends the letter and returns; what is not sent in the end is in the log. */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback is the end of it
    public void send(Origin origin, String reason) {
        var letter = letters.of(origin, reason);
        var value = Objects.requireNonNull(letter.value(), "a letter is no tombstone")
                .get();
        producer.send(
                new ProducerRecord<>(letter.topic(), null, letter.key(), value, origin.headers()),
                (metadata, failure) -> {
                    if (failure != null) {
                        LOG.error(
                                "the dead letter of {}-{} offset {} is lost ({})",
                                origin.topic(),
                                origin.partition(),
                                origin.offset(),
                                reason,
                                failure);
                    }
                });
    }

    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
    }
}
