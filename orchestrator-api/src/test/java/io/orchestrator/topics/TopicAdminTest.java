package io.orchestrator.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.MockAdminClient;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TopicAdminTest {

    private final TopicManifest manifest = new TopicManifest(new Topics(""), 4, 2, (short) 1, List.of("default"));
    private final MockAdminClient cluster =
            MockAdminClient.create().numBrokers(1).build();
    private final TopicAdmin admin = new TopicAdmin(cluster);

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void createsEverythingOnce() throws ExecutionException, InterruptedException {
        var first = admin.apply(manifest);
        var second = admin.apply(manifest);

        assertThat(first)
                .contains(
                        "created topic job.events (4 partitions, 1 replicas)",
                        "created topic step.commands.default.low (2 partitions, 1 replicas)")
                .anyMatch(line -> line.startsWith(
                        "share group orchestrator-workers-default: set share.auto.offset.reset=earliest"));
        assertThat(second).isEmpty();
        assertThat(cluster.listTopics().names().get()).hasSize(21);
    }

    @Test
    void setsWhatDiffersBack() throws ExecutionException, InterruptedException {
        admin.apply(manifest);
        var events = new ConfigResource(ConfigResource.Type.TOPIC, "job.events");
        cluster.incrementalAlterConfigs(Map.of(
                        events,
                        List.of(new AlterConfigOp(new ConfigEntry("retention.ms", "1"), AlterConfigOp.OpType.SET))))
                .all()
                .get();

        var described = admin.describe(manifest);
        var done = admin.apply(manifest);

        assertThat(described).contains("job.events: retention.ms is 1, not 7776000000");
        assertThat(done).containsExactly("topic job.events: set retention.ms=7776000000 (was 1)");
    }

    @Test
    void changesNothingWhenPartitionCountsDiffer() throws ExecutionException, InterruptedException {
        cluster.createTopics(List.of(new NewTopic("job.events", 3, (short) 1), new NewTopic("job.views", 5, (short) 1)))
                .all()
                .get();

        assertThatThrownBy(() -> admin.apply(manifest))
                .isInstanceOf(TopicException.class)
                .hasMessageContaining("job.events has 3 partitions, not 4")
                .hasMessageContaining("job.views has 5 partitions, not 4");
        assertThat(cluster.listTopics().names().get()).isEqualTo(Set.of("job.events", "job.views"));
    }

    @Test
    void describesWhatIsMissing() {
        var lines = admin.describe(manifest);

        assertThat(lines).contains("job.requests: missing").hasSize(22);
    }
}
