package io.orchestrator.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.cli.doctor.Check.Verdict;
import io.orchestrator.coordinator.runtime.StreamsOptions;
import io.orchestrator.coordinator.runtime.StreamsOptions.GroupProtocol;
import io.orchestrator.coordinator.runtime.StreamsOptions.StoreKind;
import io.orchestrator.embedded.BrokerConfig;
import io.orchestrator.embedded.EmbeddedBroker;
import io.orchestrator.registry.HttpSchemaRegistryClient;
import io.orchestrator.topics.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broker as Kafka ships it, with a topic of another shape and no registry. */
@Timeout(180)
class DoctorTest {

    private static final String NOBODY = "http://127.0.0.1:9";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static EmbeddedBroker broker;

    @SuppressWarnings("NullAway.Init")
    private static Admin admin;

    @BeforeAll
    static void start() throws Exception {
        var asShipped = Map.of(
                "add.partitions.to.txn.retry.backoff.ms", "20",
                "transaction.abort.timed.out.transaction.cleanup.interval.ms", "10000",
                "group.share.min.session.timeout.ms", "45000",
                "group.share.session.timeout.ms", "45000",
                "group.share.max.session.timeout.ms", "60000",
                "group.streams.heartbeat.interval.ms", "5000",
                "auto.create.topics.enable", "true",
                "message.max.bytes", "500000");
        broker = EmbeddedBroker.start(new BrokerConfig(folder.resolve("kafka"), 1, 0, asShipped));
        admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
        var events = new NewTopic("job.events", 2, (short) 1).configs(Map.of("retention.ms", "1000"));
        admin.createTopics(List.of(events)).all().get();
    }

    @AfterAll
    static void stop() {
        admin.close();
        broker.close();
    }

    @Test
    void tellsWhatIsWrongWhatItCostsAndHowToChangeItWhenAClusterIsAsKafkaShipsIt() {
        var checks = examine(streams(Duration.ofMillis(100)));
        var byName = checks.stream().collect(Collectors.toMap(check -> check.area() + " " + check.name(), c -> c));
        var wrong = names(checks, Verdict.WRONG);

        assertThat(wrong)
                .contains(
                        "brokers add.partitions.to.txn.retry.backoff.ms",
                        "brokers transaction.abort.timed.out.transaction.cleanup.interval.ms",
                        "brokers group.share.min.session.timeout.ms",
                        "brokers group.share.session.timeout.ms",
                        "brokers message.max.bytes",
                        "groups orchestrator-workers-default share.session.timeout.ms",
                        "topics job.events partitions",
                        "topics job.events retention.ms",
                        "topics job.requests exists",
                        "topics orchestrator-workers-default share.auto.offset.reset",
                        "schema registry answers",
                        "coordinator settings poll.ms")
                .doesNotContain("brokers group.streams.session.timeout.ms", "topics job.events exists");
        assertThat(names(checks, Verdict.COSTLY))
                .contains(
                        "brokers number of brokers",
                        "brokers auto.create.topics.enable",
                        "groups orchestrator-coordinator streams.heartbeat.interval.ms");
        assertThat(names(checks, Verdict.UNKNOWN)).isEmpty();
        assertThat(byName.get("brokers add.partitions.to.txn.retry.backoff.ms"))
                .isEqualTo(new Check(
                        "brokers",
                        "add.partitions.to.txn.retry.backoff.ms",
                        Verdict.WRONG,
                        "20",
                        "at most 1",
                        "each back-to-back transaction of a coordinator waits about 20 ms with the default of 20",
                        "server.properties of every broker: add.partitions.to.txn.retry.backoff.ms=1, then restart"
                                + " them one after the other"));
        assertThat(checks).filteredOn(check -> check.verdict() == Verdict.WRONG).allSatisfy(check -> {
            assertThat(check.cost()).as(check.name()).isNotEmpty();
            assertThat(check.change()).as(check.name()).isNotEmpty();
            assertThat(check.should()).as(check.name()).isNotEmpty().isNotEqualTo(check.is());
        });
    }

    @Test
    void findsTheFeaturesOfABrokerOfThisVersion() {
        var features = new FeatureChecks(new Cluster(admin, "here")).run();

        assertThat(features).hasSize(4).allMatch(check -> check.verdict() == Verdict.OK);
    }

    @Test
    void seesHowFarItsClockIsFromTheControllers() {
        var cluster = new Cluster(admin, "here");
        var now = InstantSource.system();

        var right = new ClockCheck(cluster, now).run().getFirst();
        var behind = new ClockCheck(cluster, InstantSource.offset(now, Duration.ofSeconds(-90))).run();
        var ahead = new ClockCheck(cluster, InstantSource.offset(now, Duration.ofSeconds(3))).run();

        assertThat(right.verdict()).as(right.toString()).isEqualTo(Verdict.OK);
        assertThat(behind).singleElement().satisfies(check -> {
            assertThat(check.verdict()).isEqualTo(Verdict.WRONG);
            assertThat(check.is()).matches("(8[5-9]|90)\\d{3} ms behind");
        });
        assertThat(ahead).singleElement().satisfies(check -> {
            assertThat(check.verdict()).isEqualTo(Verdict.COSTLY);
            assertThat(check.is()).endsWith("ms ahead");
        });
    }

    @Test
    void saysSoWhenNoBrokerAnswers() {
        var nowhere = Map.<String, Object>of(
                "bootstrap.servers", "127.0.0.1:9", "default.api.timeout.ms", 1000, "request.timeout.ms", 500);
        try (var away = Admin.create(nowhere);
                var registry = registry()) {
            var doctor = new Doctor(away, registry, patient(streams(Duration.ofMillis(5))));

            assertThatThrownBy(doctor::examine)
                    .isInstanceOf(Doctor.UnreachableException.class)
                    .hasMessageContaining("no Kafka broker answers");
        }
    }

    private static List<Check> examine(StreamsOptions streams) {
        try (var registry = registry()) {
            return new Doctor(admin, registry, patient(streams)).examine();
        }
    }

    private static HttpSchemaRegistryClient registry() {
        return HttpSchemaRegistryClient.create(Map.of("schema.registry.url", NOBODY));
    }

    private static Patient patient(StreamsOptions streams) {
        return new Patient(
                broker.bootstrapServers(),
                NOBODY,
                new Topics(""),
                List.of("default"),
                OptionalInt.of(4),
                OptionalInt.empty(),
                OptionalInt.empty(),
                12,
                Map.of(),
                streams);
    }

    private static StreamsOptions streams(Duration poll) {
        var d = StreamsOptions.defaults(folder.resolve("streams"));
        return new StreamsOptions(
                d.stateDir(),
                StoreKind.ROCKSDB,
                d.threads(),
                d.commitInterval(),
                poll,
                d.linger(),
                d.timerInterval(),
                d.standbyReplicas(),
                d.replicationFactor(),
                GroupProtocol.STREAMS,
                d.restarts(),
                d.cacheBytes(),
                Map.of());
    }

    private static List<String> names(List<Check> checks, Verdict verdict) {
        return checks.stream()
                .filter(check -> check.verdict() == verdict)
                .map(check -> check.area() + " " + check.name())
                .toList();
    }
}
