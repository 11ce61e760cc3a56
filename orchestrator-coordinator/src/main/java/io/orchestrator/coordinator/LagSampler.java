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
        var lags = lagsOfGroups(lanes);
        var unread = new HashSet<>(lanes.keySet());
        unread.removeAll(lags.keySet());
        offsets(unread, OffsetSpec.latest()).forEach((partition, end) -> lags.merge(partition, end, Long::sum));
        offsets(unread, OffsetSpec.earliest()).forEach((partition, start) -> lags.merge(partition, -start, Long::sum));
        return lanes.entrySet().stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getValue,
                        Collectors.summingLong(partition -> lags.getOrDefault(partition.getKey(), 0L))))
                .entrySet()
                .stream()
                .map(lane -> new QueueLag(lane.getKey().queue(), lane.getKey().priority(), lane.getValue()))
                .toList();
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

    /** What the share groups know: nothing of partitions that no worker has read yet. */
    private Map<TopicPartition, Long> lagsOfGroups(Map<TopicPartition, Lane> lanes)
            throws ExecutionException, TimeoutException, InterruptedException {
        var specs = lanes.entrySet().stream()
                .collect(Collectors.groupingBy(
                        partition -> topics.shareGroup(partition.getValue().queue()),
                        Collectors.collectingAndThen(
                                Collectors.mapping(Map.Entry::getKey, Collectors.toList()),
                                partitions -> new ListShareGroupOffsetsSpec().topicPartitions(partitions))));
        var answers = admin.listShareGroupOffsets(specs);
        var lags = new HashMap<TopicPartition, Long>();
        for (var group : specs.keySet()) {
            offsetsOf(group, answers)
                    .forEach((partition, state) -> Optional.ofNullable(state)
                            .flatMap(SharePartitionOffsetInfo::lag)
                            .ifPresent(lag -> lags.put(partition, lag)));
        }
        return lags;
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
            return Map.of();
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
