package io.orchestrator.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.orchestrator.coordinator.runtime.StreamsProperties;
import io.orchestrator.model.JobRequest;
import io.orchestrator.model.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListStreamsGroupOffsetsSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A coordinator follows one of an earlier version, whose topology was another one. */
@Timeout(240)
class TopologyTakeoverTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String DOCUMENT = "id: w\nsteps:\n- {id: a, set: {b: 1}}\n";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void goesOnAtTheOffsetsOfTheVersionBefore() throws Exception {
        try (var platform = new Platform(folder);
                var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", platform.bootstrapServers()));
                var client = platform.client()) {
            client.submit(request("before"));
            runAnEarlierVersion(platform, admin);
            client.submit(request("after"));

            for (var start = 0; start < 2; start++) {
                try (var coordinator = Coordinator.create(platform.config(folder.resolve("streams")))) {
                    coordinator.start();
                    assertThat(coordinator.awaitRunning(PATIENCE)).isTrue();
                    assertThat(client.await("after", PATIENCE).success()).isTrue();
                }
            }

            assertThat(client.jobs(10, view -> true))
                    .extracting(view -> view.jobId())
                    .containsExactly("after");
            var keeper = platform.topics.applicationId() + "-takeover";
            assertThatThrownBy(() ->
                            admin.describeConsumerGroups(List.of(keeper)).all().get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(GroupIdNotFoundException.class);
        }
    }

    @Test
    void startsWhenTheVersionBeforeHasReadNothing() throws Exception {
        try (var platform = new Platform(folder);
                var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", platform.bootstrapServers()));
                var client = platform.client()) {
            var group = platform.topics.applicationId();
            try (var streams = earlierVersion(platform)) {
                streams.start();
                await().atMost(PATIENCE).until(() -> streams.state() == KafkaStreams.State.RUNNING);
            }
            admin.deleteStreamsGroupOffsets(group, partitions(admin, group))
                    .all()
                    .get();
            client.submit(request("first"));

            try (var coordinator = Coordinator.create(platform.config(folder.resolve("streams")))) {
                coordinator.start();
                assertThat(coordinator.awaitRunning(PATIENCE)).isTrue();
                assertThat(client.await("first", PATIENCE).success()).isTrue();
            }
        }
    }

    private static Set<TopicPartition> partitions(Admin admin, String group) throws Exception {
        return admin.listStreamsGroupOffsets(Map.of(group, new ListStreamsGroupOffsetsSpec()))
                .partitionsToOffsetAndMetadata(group)
                .get()
                .keySet();
    }

    /** It read every request and forgot it. */
    private void runAnEarlierVersion(Platform platform, Admin admin) {
        var group = platform.topics.applicationId();
        try (var streams = earlierVersion(platform)) {
            streams.start();
            await().atMost(PATIENCE).until(() -> committed(admin, group) == 1);
        }
    }

    private KafkaStreams earlierVersion(Platform platform) {
        var config = platform.config(folder.resolve("earlier"));
        var topology = new Topology()
                .addSource(
                        "requests",
                        new StringDeserializer(),
                        new ByteArrayDeserializer(),
                        platform.topics.jobRequests())
                .addProcessor("forget", Forgetting::new, "requests");
        var properties = StreamsProperties.of(platform.topics.applicationId(), config.kafka(), config.streams());
        return new KafkaStreams(topology, properties);
    }

    private static final class Forgetting implements Processor<String, byte[], Void, Void> {
        @Override
        public void process(Record<String, byte[]> record) {}
    }

    private static long committed(Admin admin, String group) throws Exception {
        return admin
                .listStreamsGroupOffsets(Map.of(group, new ListStreamsGroupOffsetsSpec()))
                .partitionsToOffsetAndMetadata(group)
                .get()
                .values()
                .stream()
                .filter(Objects::nonNull)
                .mapToLong(offset -> offset.offset())
                .sum();
    }

    private static JobRequest request(String jobId) {
        return new JobRequest(
                jobId, Optional.empty(), Optional.of(DOCUMENT), Value.EMPTY, Optional.empty(), Map.of(), "", "", 0);
    }
}
