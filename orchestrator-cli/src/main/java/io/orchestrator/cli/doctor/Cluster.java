package io.orchestrator.cli.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Reads a cluster, with a limit on each answer. Every method throws {@link UnreadableException} where there is none.
 *
 * @param admin closed by whoever made it
 * @param bootstrap the address, as commands take it
 */
record Cluster(Admin admin, String bootstrap) {

    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);

    /** Something cannot be read; the message says why and what to do. */
    static final class UnreadableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnreadableException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    List<Node> brokers() {
        return List.copyOf(await(admin.describeCluster().nodes()));
    }

    FeatureMetadata features() {
        return await(admin.describeFeatures().featureMetadata());
    }

    QuorumInfo quorum() {
        return await(admin.describeMetadataQuorum().quorumInfo());
    }

    /** Names, internal topics among them. */
    Set<String> topics() {
        return await(
                admin.listTopics(new ListTopicsOptions().listInternal(true)).names());
    }

    /** Of those that are there. */
    List<TopicDescription> describe(Collection<String> topics) {
        var described = new ArrayList<TopicDescription>();
        admin.describeTopics(topics).topicNameValues().forEach((name, answer) -> {
            try {
                described.add(await(answer));
            } catch (UnreadableException e) {
                // Deleted since it was listed.
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
        });
        return described;
    }

    Map<ConfigResource, Config> configs(Collection<ConfigResource> resources) {
        return await(admin.describeConfigs(resources).all());
    }

    static <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get(ANSWER_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            throw new UnreadableException(cause.getClass().getSimpleName() + ": " + cause.getMessage(), cause);
        } catch (TimeoutException e) {
            throw new UnreadableException("no answer within " + ANSWER_TIMEOUT.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnreadableException("interrupted", e);
        }
    }
}
