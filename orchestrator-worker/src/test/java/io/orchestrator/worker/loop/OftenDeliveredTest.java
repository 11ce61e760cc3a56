package io.orchestrator.worker.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orchestrator.codec.Codecs;
import io.orchestrator.registry.SchemaRegistryClient;
import io.orchestrator.registry.SchemaRegistryException;
import io.orchestrator.topics.Topics;
import io.orchestrator.worker.Cluster;
import io.orchestrator.worker.Conversation;
import io.orchestrator.worker.NoopTool;
import io.orchestrator.worker.meter.WorkerMeters;
import io.orchestrator.worker.run.OwnTool;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kafka gives a record out a certain number of times and then drops it; a worker never lets it come to that. */
final class OftenDeliveredTest {

    private static final Duration HOLD = Duration.ofMillis(400);

    /** The broker's limit is 10. */
    private static final int MORE_THAN_KAFKA_GIVES_OUT = 14;

    @TempDir
    Path folder;

    @Test
    void runsWhatItCouldNotReadForLongUnderALeaseAndOnce() {
        try (var cluster = Cluster.start(folder.resolve("broker"));
                var admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
            var topics = cluster.topics("often.");
            var registry = new AwayRegistry(cluster.registry());
            var noop = new NoopTool();
            var loop = WorkLoop.create(
                    new WorkLoop.Parts(
                            config(topics),
                            Map.of("bootstrap.servers", cluster.bootstrapServers()),
                            admin,
                            Codecs.create(registry, topics),
                            OwnTool.runner(folder, noop),
                            new WorkerMeters(new SimpleMeterRegistry()),
                            InstantSource.system()),
                    HOLD);
            try (loop;
                    var talk = new Conversation(cluster, topics)) {
                loop.start();
                talk.send(Conversation.command("late", Conversation.tool("noop"), Duration.ZERO));

                await().atMost(Duration.ofMinutes(1)).until(() -> registry.refused.get() >= MORE_THAN_KAFKA_GIVES_OUT);
                registry.away = false;
                await().atMost(Duration.ofMinutes(1))
                        .until(() -> !talk.listen().completed("late").isEmpty());

                assertThat(noop.runs()).isEqualTo(1);
                assertThat(talk.progress())
                        .as("the coordinator heard of it before it began")
                        .anyMatch(progress -> progress.task().step().equals("late"));
            }
        }
    }

    private static LoopConfig config(Topics topics) {
        return new LoopConfig(
                "w1",
                topics,
                List.of(Topics.DEFAULT_QUEUE),
                4,
                LoopConfig.DEFAULT_GRACE,
                LoopConfig.DEFAULT_LEASE,
                Duration.ofSeconds(5),
                LoopConfig.FETCH_WAIT_ALONE);
    }

    /** Answers no question about a schema's id at first. */
    private static final class AwayRegistry implements SchemaRegistryClient {

        private final SchemaRegistryClient inner;
        private final AtomicInteger refused = new AtomicInteger();
        private volatile boolean away = true;

        AwayRegistry(SchemaRegistryClient inner) {
            this.inner = inner;
        }

        @Override
        public Schema schemaById(int id) {
            if (away) {
                refused.incrementAndGet();
                throw new SchemaRegistryException(SchemaRegistryException.NO_ANSWER, 0, "the registry is away");
            }
            return inner.schemaById(id);
        }

        @Override
        public int register(String subject, Schema schema) {
            return inner.register(subject, schema);
        }

        @Override
        public int latestVersion(String subject) {
            return inner.latestVersion(subject);
        }

        @Override
        public void setCompatibility(String subject, String level) {
            inner.setCompatibility(subject, level);
        }

        @Override
        public boolean compatible(String subject, Schema schema) {
            return inner.compatible(subject, schema);
        }

        @Override
        public List<String> subjects() {
            return inner.subjects();
        }

        @Override
        public void close() {}
    }
}
