package io.orchestrator.worker.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orchestrator.codec.Codecs;
import io.orchestrator.model.Call;
import io.orchestrator.model.Priority;
import io.orchestrator.model.StepCommand;
import io.orchestrator.model.StepCommand.Delivery;
import io.orchestrator.model.TaskRef;
import io.orchestrator.model.Value;
import io.orchestrator.registry.SchemaRegistryClient;
import io.orchestrator.topics.Topics;
import io.orchestrator.worker.loop.Attempt.Phase;
import io.orchestrator.worker.meter.WorkerMeters;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who may run a step alone stops when nobody hears that it still does. */
final class LeaseKeeperTest {

    private static final Topics TOPICS = new Topics("");
    private static final Duration LEASE = Duration.ofSeconds(15);

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final WorkerMeters meters = new WorkerMeters(new SimpleMeterRegistry());
    private final Attempts attempts = new Attempts();
    private long nowNanos = -5;
    private final LeaseKeeper leases = new LeaseKeeper(
            config(),
            new LeaseKeeper.Parts(
                    attempts,
                    new Outbox(producer, Codecs.create(new OneId(), TOPICS), TOPICS, meters),
                    meters,
                    () -> Instant.EPOCH,
                    () -> nowNanos));

    @AfterEach
    void close() {
        leases.close();
    }

    @Test
    void stopsAnExclusiveAttemptWhenNoHeartbeatBecomesDurableWithinTheLease() {
        var attempt = running(Delivery.EXCLUSIVE);

        pass(Duration.ofSeconds(13));
        assertThat(attempt.phase()).isEqualTo(Phase.RUNNING);
        pass(Duration.ofSeconds(1));

        assertThat(attempt.phase()).isEqualTo(Phase.FENCED);
        assertThat(meters.registry().counter(WorkerMeters.FENCED).count()).isOne();
    }

    @Test
    void countsFromWhenTheHeartbeatWasSentWhenItBecomesDurableLate() {
        var attempt = running(Delivery.AT_MOST_ONCE);
        pass(Duration.ofSeconds(6));
        pass(Duration.ofSeconds(6));
        assertThat(producer.completeNext()).isTrue();

        pass(Duration.ofSeconds(7));
        assertThat(attempt.phase()).isEqualTo(Phase.RUNNING);
        pass(Duration.ofSeconds(1));

        assertThat(attempt.phase()).isEqualTo(Phase.FENCED);
    }

    @Test
    void stopsAnExclusiveAttemptWhenItsHeartbeatsFail() {
        var attempt = running(Delivery.EXCLUSIVE);

        for (int i = 0; i < 2; i++) {
            pass(Duration.ofSeconds(6));
            assertThat(producer.errorNext(new TimeoutException("the brokers are away")))
                    .isTrue();
        }
        pass(Duration.ofSeconds(2));

        assertThat(attempt.phase()).isEqualTo(Phase.FENCED);
    }

    @Test
    void leavesAnAttemptThatMayRunTwiceAlone() {
        var attempt = running(Delivery.AT_LEAST_ONCE);

        pass(Duration.ofHours(1));

        assertThat(attempt.phase()).isEqualTo(Phase.RUNNING);
    }

    @Test
    void letsNobodyBeginWhoseGrantComesAfterTheLease() {
        var attempt = attempt(Delivery.EXCLUSIVE);
        var heartbeat = leases.renew(attempt);
        assertThat(producer.completeNext()).isTrue();
        assertThat(heartbeat).isCompleted();
        attempt.grant();
        assertThat(leases.holds(attempt)).isTrue();

        nowNanos += LEASE.toNanos();

        assertThat(attempt.isGranted()).isTrue();
        assertThat(leases.holds(attempt)).isFalse();
    }

    /** An attempt that has begun, one heartbeat of which is durable. */
    private Attempt running(Delivery delivery) {
        var attempt = attempt(delivery);
        var heartbeat = leases.renew(attempt);
        assertThat(producer.completeNext()).isTrue();
        assertThat(heartbeat).isCompleted();
        assertThat(attempt.begin()).isTrue();
        if (delivery.granted()) {
            attempt.begun();
        }
        return attempt;
    }

    private Attempt attempt(Delivery delivery) {
        var command = new StepCommand(
                new TaskRef("id", "job", 0, "pay", 1),
                new Call.Tool("noop", "", Value.EMPTY, Value.EMPTY),
                0,
                "default",
                Priority.NORMAL,
                delivery,
                "",
                0,
                "claim");
        var attempt = new Attempt(command, Optional.empty());
        attempts.add(attempt);
        return attempt;
    }

    private void pass(Duration time) {
        nowNanos += time.toNanos();
        leases.fence();
        leases.beat();
    }

    private static LoopConfig config() {
        return new LoopConfig(
                "w1",
                TOPICS,
                List.of("default"),
                1,
                LoopConfig.DEFAULT_GRACE,
                LEASE,
                LoopConfig.DEFAULT_DRAIN,
                LoopConfig.FETCH_WAIT_ALONE);
    }

    /** A registry to which all schemas are one: nobody reads here. */
    private record OneId() implements SchemaRegistryClient {
        @Override
        public int register(String subject, Schema schema) {
            return 1;
        }

        @Override
        public Schema schemaById(int id) {
            throw new IllegalStateException("nobody reads here");
        }

        @Override
        public int latestVersion(String subject) {
            return 1;
        }

        @Override
        public void setCompatibility(String subject, String level) {}

        @Override
        public boolean compatible(String subject, Schema schema) {
            return true;
        }

        @Override
        public List<String> subjects() {
            return List.of();
        }

        @Override
        public void close() {}
    }
}
