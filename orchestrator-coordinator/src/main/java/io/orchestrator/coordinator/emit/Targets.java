package io.orchestrator.coordinator.emit;

import io.orchestrator.coordinator.store.BoundedCache;
import io.orchestrator.topics.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Which topics may be written to. Asks before anything is sent: a producer waits long for a topic that is not there. */
final class Targets {

    /** A topic that was there counts as there for so long. */
    private static final long KNOWN_MS = 60_000;

    private static final int MAX_KNOWN = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Admin admin;
    private final Topics topics;
    private final BoundedCache<String, Long> known = new BoundedCache<>(MAX_KNOWN);

    Targets(Admin admin, Topics topics) {
        this.admin = admin;
        this.topics = topics;
    }

    /**
     * Why nobody may write there; empty where they may.
     *
     * @throws KafkaException where the cluster does not answer
     */
    Optional<String> refusal(String topic, long nowMs) throws InterruptedException {
        if (topics.isOwn(topic)) {
            return Optional.of("the topic '" + topic + "' is the engine's or Kafka's own: emit to one of yours");
        }
        var seenAtMs = known.get(topic);
        if (seenAtMs != null && nowMs - seenAtMs < KNOWN_MS) {
            return Optional.empty();
        }
        var missing = missing(topic);
        if (missing.isEmpty()) {
            known.put(topic, nowMs);
        }
        return missing;
    }

    /** It may have been deleted since. */
    void forget(String topic) {
        known.remove(topic);
    }

    private Optional<String> missing(String topic) throws InterruptedException {
        try {
            admin.describeTopics(List.of(topic)).allTopicNames().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of(refusal(topic, e.getCause() == null ? e : e.getCause()));
        } catch (TimeoutException e) {
            throw new KafkaException(
                    "the topic " + topic + " cannot be looked up in " + PATIENCE.toSeconds() + " s", e);
        }
    }

    /** What asking again would not change; what it would is thrown. */
    private static String refusal(String topic, Throwable cause) {
        return switch (cause) {
            case UnknownTopicOrPartitionException unknown ->
                "there is no topic '" + topic
                        + "', or coordinators may not see it: create it, or allow them to describe it";
            case RetriableException later ->
                throw new KafkaException("the topic " + topic + " cannot be looked up", later);
            default -> "the topic '" + topic + "' cannot be looked up: " + cause.getMessage();
        };
    }
}
