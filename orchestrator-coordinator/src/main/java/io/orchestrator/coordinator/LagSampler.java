package io.orchestrator.coordinator;

import io.orchestrator.coordinator.metrics.Metrics;
import io.orchestrator.coordinator.metrics.QueueLag;
import io.orchestrator.model.Priority;
import io.orchestrator.topics.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsResult;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the brokers again and again how far each queue's share group is behind (KIP-1226): what workers are scaled on. A
 * queue that no worker has ever served counts from the beginning of its topics.
 */
final class LagSampler implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LagSampler.class);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);

    private final Admin admin;
    private final Topics topics;
    private final Supplier<Set<String>> queues;
    private final Metrics metrics;
    private final Duration interval;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("lag-sampler").factory());
    private @Nullable ScheduledFuture<?> sampling;
    /** Of the clock's thread. */
    private boolean failing;

    /** @param queues those that have their topics */
    LagSampler(Admin admin, Topics topics, Supplier<Set<String>> queues, Metrics metrics, Duration interval) {
        this.admin = admin;
        this.topics = topics;
        this.queues = queues;
        this.metrics = metrics;
        this.interval = interval;
    }

    void start() {
        sampling = clock.scheduleWithFixedDelay(this::sample, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Logs where it begins to fail, not each time. */
    private void sample() {
        try {
            metrics.waiting(lags());
            failing = false;
        } catch (ExecutionException | TimeoutException e) {
            metrics.waiting(List.of());
            if (!failing) {
                LOG.warn("the lag of the queues cannot be asked for now and is not shown: {}", e.toString());
            }
            failing = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @param queue a known one */
    private record Lane(String queue, Priority priority) {}

    private List<QueueLag> lags() throws ExecutionException, TimeoutException, InterruptedException {
        var lanes = lanes();
        var lags = lags(lanes);
        return lanes.entrySet().stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getValue,
                        Collectors.summingLong(partition -> lags.getOrDefault(partition.getKey(), 0L))))
                .entrySet()
                .stream()
                .map(lane -> new QueueLag(lane.getKey().queue(), lane.getKey().priority(), lane.getValue()))
                .toList();
    }

    private Map<TopicPartition, Long> lags(Map<TopicPartition, Lane> lanes)
            throws ExecutionException, TimeoutException, InterruptedException {
        var groups = groupOffsets(lanes);
        var lags = new HashMap<TopicPartition, Long>();
        groups.forEach((partition, group) -> group.lag().ifPresent(lag -> lags.put(partition, lag)));
        var counted = new HashSet<>(lanes.keySet());
        counted.removeAll(lags.keySet());
        var starts = offsets(counted, OffsetSpec.earliest());
        // Brokers before KIP-1226 know where a group is, but not what it has done beyond.
        groups.forEach((partition, group) ->
                starts.computeIfPresent(partition, (same, first) -> Math.max(first, group.startOffset())));
        offsets(counted, OffsetSpec.latest())
                .forEach((partition, end) -> lags.put(partition, end - starts.getOrDefault(partition, end)));
        return lags;
    }

    /** Every partition with commands. */
    private Map<TopicPartition, Lane> lanes() throws ExecutionException, TimeoutException, InterruptedException {
        var byTopic = new HashMap<String, Lane>();
        for (var queue : queues.get()) {
            for (var priority : Priority.values()) {
                byTopic.put(topics.stepCommands(queue, priority), new Lane(queue, priority));
            }
        }
        var described = await(admin.describeTopics(byTopic.keySet()).allTopicNames());
        var lanes = new HashMap<TopicPartition, Lane>();
        byTopic.forEach((topic, lane) -> Optional.ofNullable(described.get(topic)).stream()
                .flatMap(description -> description.partitions().stream())
                .forEach(partition -> lanes.put(new TopicPartition(topic, partition.partition()), lane)));
        return lanes;
    }

    /** Where the share groups are; nothing of partitions that no worker has read yet. */
    private Map<TopicPartition, SharePartitionOffsetInfo> groupOffsets(Map<TopicPartition, Lane> lanes)
            throws ExecutionException, TimeoutException, InterruptedException {
        var specs = lanes.entrySet().stream()
                .collect(Collectors.groupingBy(
                        partition -> topics.shareGroup(partition.getValue().queue()),
                        Collectors.collectingAndThen(
                                Collectors.mapping(Map.Entry::getKey, Collectors.toList()),
                                partitions -> new ListShareGroupOffsetsSpec().topicPartitions(partitions))));
        var answers = admin.listShareGroupOffsets(specs);
        var offsets = new HashMap<TopicPartition, SharePartitionOffsetInfo>();
        for (var group : specs.keySet()) {
            offsets.putAll(offsetsOf(group, answers));
        }
        offsets.values().removeIf(Objects::isNull);
        return offsets;
    }

    private static Map<TopicPartition, SharePartitionOffsetInfo> offsetsOf(
            String group, ListShareGroupOffsetsResult answers)
            throws ExecutionException, TimeoutException, InterruptedException {
        try {
            return await(answers.partitionsToOffsetInfo(group));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return Map.of();
            }
            throw e;
        }
    }

    private Map<TopicPartition, Long> offsets(Set<TopicPartition> partitions, OffsetSpec which)
            throws ExecutionException, TimeoutException, InterruptedException {
        if (partitions.isEmpty()) {
            return new HashMap<>();
        }
        var wanted = partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> which));
        var offsets = new HashMap<TopicPartition, Long>();
        await(admin.listOffsets(wanted).all()).forEach((partition, found) -> offsets.put(partition, found.offset()));
        return offsets;
    }

    private static <T> T await(KafkaFuture<T> answer)
            throws ExecutionException, TimeoutException, InterruptedException {
        return answer.get(ANSWER_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        if (sampling != null) {
            sampling.cancel(true);
        }
        clock.shutdownNow();
    }
}
