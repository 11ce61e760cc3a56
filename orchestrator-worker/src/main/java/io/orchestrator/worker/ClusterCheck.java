package io.orchestrator.worker;

import io.orchestrator.codec.Codecs;
import io.orchestrator.model.Priority;
import io.orchestrator.registry.SchemaRegistryException;
import io.orchestrator.topics.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;

/** Finds out before a worker starts what would otherwise be a riddle later. */
final class ClusterCheck {

    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(15);

    /** Topics that were created a moment ago are not known to every broker yet. */
    private static final Duration JUST_CREATED = Duration.ofSeconds(5);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final Admin admin;
    private final String bootstrapServers;

    ClusterCheck(Admin admin, String bootstrapServers) {
        this.admin = admin;
        this.bootstrapServers = bootstrapServers;
    }

    /** The number of brokers. @throws WorkerStartException where the cluster does not answer */
    int brokers() {
        var nodes = await(
                admin.describeCluster().nodes(),
                "no Kafka broker answers at " + bootstrapServers
                        + "; is it running? bootstrap.servers sets the address");
        return nodes.size();
    }

    /** @throws WorkerStartException where a topic is missing, all missing ones named */
    void topics(Topics topics, List<String> queues) {
        var wanted = new ArrayList<>(List.of(
                topics.taskStarted(),
                topics.taskProgress(),
                topics.taskCompleted(),
                topics.workerControls(),
                topics.deadLetters()));
        for (var queue : queues) {
            for (var priority : Priority.values()) {
                wanted.add(topics.stepCommands(queue, priority));
            }
        }
        var deadline = System.nanoTime() + JUST_CREATED.toNanos();
        while (!existing().containsAll(wanted)) {
            if (System.nanoTime() > deadline) {
                wanted.removeAll(existing());
                throw new WorkerStartException("topics are missing: " + String.join(", ", wanted)
                        + "; create them with 'orchestrator topics apply', and check topics.prefix and worker.queues");
            }
            pause();
        }
    }

    private Set<String> existing() {
        return await(admin.listTopics().names(), "the topics of " + bootstrapServers + " cannot be listed");
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_AGAIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WorkerStartException("interrupted while the worker started", e);
        }
    }

    /** Commands sent before the first worker of a queue came must not be lost: the broker's default is latest. */
    void shareGroups(Topics topics, List<String> queues) {
        for (var queue : queues) {
            var group = new ConfigResource(ConfigResource.Type.GROUP, topics.shareGroup(queue));
            var earliest =
                    new AlterConfigOp(new ConfigEntry("share.auto.offset.reset", "earliest"), AlterConfigOp.OpType.SET);
            await(
                    admin.incrementalAlterConfigs(Map.of(group, List.of(earliest)))
                            .all(),
                    "the settings of share group " + group.name()
                            + " cannot be changed; run 'orchestrator topics apply'" + " with enough rights");
        }
    }

    /** @throws WorkerStartException where the registry does not answer or refuses the schemas */
    static void schemas(Codecs codecs, List<String> queues, String url) {
        try {
            codecs.registerAll(queues);
        } catch (SchemaRegistryException e) {
            throw new WorkerStartException(
                    "the schema registry at " + url + " cannot be used: " + e.getMessage()
                            + "; schema.registry.url sets the address",
                    e);
        }
    }

    private static <T> T await(KafkaFuture<T> answer, String problem) {
        try {
            return answer.get(ANSWER_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            throw new WorkerStartException(problem + " (" + cause + ")", cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WorkerStartException("interrupted while the worker started", e);
        }
    }
}
