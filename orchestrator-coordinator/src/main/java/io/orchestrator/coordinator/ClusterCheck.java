package io.orchestrator.coordinator;

import io.orchestrator.coordinator.runtime.StreamsOptions;
import io.orchestrator.coordinator.wire.Source;
import io.orchestrator.model.Priority;
import io.orchestrator.topics.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;

/** Finds out before a coordinator starts what would otherwise be a riddle later. */
final class ClusterCheck {

    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(8);

    private static final String STANDBYS = "streams.num.standby.replicas";

    private final Admin admin;
    private final CoordinatorConfig config;

    ClusterCheck(Admin admin, CoordinatorConfig config) {
        this.admin = admin;
        this.config = config;
    }

    /**
     * The number of partitions of every topic keyed by job id.
     *
     * @throws CoordinatorStartException where no broker answers, topics are missing, or their partitions differ
     */
    int jobPartitions() {
        var existing = await(
                admin.listTopics().names(),
                "no Kafka broker answers at " + config.bootstrapServers()
                        + ": is it running? bootstrap.servers sets the address");
        requireAll(existing);
        var partitions = partitions();
        if (Set.copyOf(partitions.values()).size() != 1) {
            throw new CoordinatorStartException("the topics keyed by job id must have the same number of partitions: "
                    + partitions + "; create them with 'orchestrator topics apply' in a new prefix");
        }
        return partitions.values().iterator().next();
    }

    private void requireAll(Set<String> existing) {
        var topics = config.topics();
        var wanted = new ArrayList<>(keyedByJob());
        wanted.addAll(List.of(
                topics.admission(),
                topics.emits(),
                topics.workerControls(),
                topics.workflowDefinitions(),
                topics.deadLetters()));
        for (Priority priority : Priority.values()) {
            wanted.add(topics.stepCommands(Topics.DEFAULT_QUEUE, priority));
        }
        wanted.removeAll(existing);
        if (!wanted.isEmpty()) {
            throw new CoordinatorStartException("topics are missing: " + String.join(", ", wanted)
                    + "; create them with 'orchestrator topics apply --bootstrap " + config.bootstrapServers()
                    + "', and check topics.prefix");
        }
    }

    private List<String> keyedByJob() {
        var topics = config.topics();
        var keyed = new ArrayList<>(Arrays.stream(Source.values())
                .map(source -> source.topic(topics))
                .toList());
        keyed.add(topics.jobEvents());
        keyed.add(topics.jobViews());
        keyed.add(topics.schedules());
        keyed.add(topics.scheduleViews());
        keyed.add(topics.signals());
        keyed.add(topics.signalWaits());
        return keyed;
    }

    private Map<String, Integer> partitions() {
        Map<String, TopicDescription> described =
                await(admin.describeTopics(keyedByJob()).allTopicNames(), "the topics cannot be described");
        return described.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue().partitions().size(),
                        (a, b) -> a,
                        LinkedHashMap::new));
    }

    /** What the new group protocol takes from the broker instead of from its members. */
    void streamsGroup(StreamsOptions options) {
        var group =
                new ConfigResource(ConfigResource.Type.GROUP, config.topics().applicationId());
        var advice = "; give the coordinator the right to, or set coordinator.group.protocol=classic";
        var found = await(
                admin.describeConfigs(List.of(group)).all(),
                "the settings of streams group " + group.name() + " cannot be read" + advice);
        var wanted = String.valueOf(options.standbyReplicas());
        var entry = found.getOrDefault(group, new Config(List.of())).get(STANDBYS);
        if (wanted.equals(entry == null ? "0" : entry.value())) {
            return;
        }
        var change = new AlterConfigOp(new ConfigEntry(STANDBYS, wanted), AlterConfigOp.OpType.SET);
        await(
                admin.incrementalAlterConfigs(Map.of(group, List.of(change))).all(),
                "the settings of streams group " + group.name() + " cannot be changed" + advice);
    }

    /** The answer; a {@link CoordinatorStartException} that begins with the problem where none comes in time. */
    static <T> T await(KafkaFuture<T> answer, String problem) {
        try {
            return answer.get(ANSWER_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            throw new CoordinatorStartException(problem + " (" + reason(cause) + ")", cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CoordinatorStartException("interrupted while the coordinator started", e);
        }
    }

    private static String reason(Throwable cause) {
        return cause instanceof TimeoutException
                ? "no answer within " + ANSWER_TIMEOUT.toSeconds() + " s"
                : String.valueOf(cause.getMessage());
    }
}
