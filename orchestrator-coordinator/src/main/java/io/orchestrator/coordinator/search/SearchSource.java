package io.orchestrator.coordinator.search;

import io.orchestrator.codec.Codecs;
import io.orchestrator.coordinator.metrics.Metrics;
import io.orchestrator.topics.Topics;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Where the views of jobs come from.
 *
 * @param kafka client settings; {@code bootstrap.servers} among them
 * @param admin of the same cluster; not closed here
 * @param topics the names
 * @param codecs read the records
 * @param metrics meters
 * @param clock tells how old an index is
 */
public record SearchSource(
        Map<String, String> kafka, Admin admin, Topics topics, Codecs codecs, Metrics metrics, InstantSource clock) {

    private static final int ANSWER_TIMEOUT_S = 15;

    /**
     * A record is handed over when so much is there, or after so long: a view that is followed by another one is written
     * once, and a list is as old as this at most.
     */
    private static final int FETCH_MIN_BYTES = 65_536;

    private static final int FETCH_MAX_WAIT_MS = 100;
    private static final int MAX_POLL_RECORDS = 2_000;

    public SearchSource {
        kafka = Map.copyOf(kafka);
    }

    /** Tells the topic from one of the same name in another cluster, or that was made anew. */
    String identity() {
        return await(admin.describeCluster().clusterId()) + "/" + described().topicId();
    }

    List<TopicPartition> partitions() {
        return described().partitions().stream()
                .map(partition -> new TopicPartition(topics.jobViews(), partition.partition()))
                .toList();
    }

    private TopicDescription described() {
        var topic = topics.jobViews();
        var found = await(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic);
        return Objects.requireNonNull(found, "what was asked for is answered");
    }

    private static <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get(ANSWER_TIMEOUT_S, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
        } catch (TimeoutException e) {
            throw new org.apache.kafka.common.errors.TimeoutException("no answer within " + ANSWER_TIMEOUT_S + " s", e);
        } catch (InterruptedException e) {
            throw new org.apache.kafka.common.errors.InterruptException(e);
        }
    }

    /** Knows committed records only, and no position that it is not told. */
    Consumer<String, byte[]> consumer() {
        var settings = new HashMap<String, Object>();
        settings.put("fetch.min.bytes", FETCH_MIN_BYTES);
        settings.put("fetch.max.wait.ms", FETCH_MAX_WAIT_MS);
        settings.put("max.poll.records", MAX_POLL_RECORDS);
        settings.put("client.id", "orchestrator-search");
        settings.put("enable.metrics.push", "false");
        settings.putAll(kafka);
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", "false");
        settings.put("allow.auto.create.topics", "false");
        settings.put("auto.offset.reset", "none");
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }
}
