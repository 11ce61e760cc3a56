package io.orchestrator.coordinator.streams;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orchestrator.codec.Codecs;
import io.orchestrator.compile.Compilation;
import io.orchestrator.config.Secret;
import io.orchestrator.coordinator.GoldenFile;
import io.orchestrator.coordinator.MemoryRegistry;
import io.orchestrator.coordinator.metrics.Metrics;
import io.orchestrator.coordinator.runtime.StreamsOptions;
import io.orchestrator.coordinator.runtime.StreamsOptions.StoreKind;
import io.orchestrator.coordinator.wire.GlobalLetters;
import io.orchestrator.coordinator.wire.Protocol;
import io.orchestrator.coordinator.workflow.PlanCache;
import io.orchestrator.coordinator.workflow.Terms;
import io.orchestrator.topics.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JobsTopologyTest {

    @ParameterizedTest
    @EnumSource(StoreKind.class)
    void describesTheFrozenGraph(StoreKind stores) {
        var topics = new Topics("");
        var codecs = Codecs.create(new MemoryRegistry(), topics);
        var letters = new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
        var parts = new JobsParts(
                new Protocol(topics, codecs, 4, new Secret("a secret of enough length")),
                new Terms(
                        new PlanCache(text -> new Compilation(Optional.empty(), List.of())),
                        queue -> true,
                        Optional.empty()),
                JobOptions.defaults(),
                Pace.from(StreamsOptions.defaults(Path.of("state"))),
                new GlobalLetters(letters, codecs, topics),
                new Metrics(new SimpleMeterRegistry()));

        var description = JobsTopology.of(parts, stores).describe().toString();

        GoldenFile.check("topology.txt", description);
    }
}
