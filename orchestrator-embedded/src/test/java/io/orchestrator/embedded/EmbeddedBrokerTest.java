package io.orchestrator.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One node, started anew by each test. */
class EmbeddedBrokerTest {

    @TempDir
    private Path folder;

    @Test
    void keepsRecordsAndClusterIdWhenRestartedOnOtherPorts() {
        String clusterId;
        String firstAddress;
        try (var broker = EmbeddedBroker.start(BrokerConfig.defaults(folder))) {
            clusterId = broker.clusterId();
            firstAddress = broker.bootstrapServers();
            var clients = new Clients(firstAddress);
            clients.createTopic("kept", 1);
            clients.produce("kept", List.of("a", "b"));
        }

        try (var blocked = bindClientPort(firstAddress);
                var broker = EmbeddedBroker.start(BrokerConfig.defaults(folder))) {
            var clients = new Clients(broker.bootstrapServers());
            clients.produce("kept", List.of("c"));

            assertThat(blocked.isBound()).isTrue();
            assertThat(broker.bootstrapServers()).isNotEqualTo(firstAddress);
            assertThat(broker.clusterId()).isEqualTo(clusterId);
            assertThat(clients.committed("kept")).containsExactly("a", "b", "c");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static ServerSocket bindClientPort(String address) throws IOException {
        var port = Integer.parseInt(address.substring(address.indexOf(':') + 1));
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    }

    @Test
    void hidesAbortedRecordsWhenTransactionsEnd() {
        try (var broker = EmbeddedBroker.start(BrokerConfig.defaults(folder))) {
            var clients = new Clients(broker.bootstrapServers());
            clients.createTopic("facts", 1);
            try (var producer = clients.producer(Map.of("transactional.id", "writer"))) {
                producer.initTransactions();
                producer.beginTransaction();
                Clients.get(producer.send(new ProducerRecord<>("facts", "aborted")));
                producer.abortTransaction();
                producer.beginTransaction();
                Clients.get(producer.send(new ProducerRecord<>("facts", "committed")));

                producer.commitTransaction();
            }

            assertThat(clients.committed("facts")).containsExactly("committed");
        }
    }

    @Test
    void deliversAgainWhenShareConsumerReleases() {
        try (var broker = EmbeddedBroker.start(BrokerConfig.defaults(folder))) {
            var clients = new Clients(broker.bootstrapServers());
            clients.createTopic("commands", 1);
            clients.setGroup("workers", "share.auto.offset.reset", "earliest");
            clients.produce("commands", List.of("good", "bad", "retried"));

            var seen = consumeWithExplicitAcks(clients);

            assertThat(seen).containsExactlyInAnyOrder("good:1", "bad:1", "retried:1", "retried:2");
        }
    }

    private static List<String> consumeWithExplicitAcks(Clients clients) {
        var seen = new ArrayList<String>();
        var settings = clients.settings(Map.of("group.id", "workers", "share.acknowledgement.mode", "explicit"));
        try (var consumer = new KafkaShareConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("commands"));
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
                for (var delivered : consumer.poll(Duration.ofMillis(200))) {
                    var attempt = delivered.deliveryCount().orElseThrow();
                    seen.add(delivered.value() + ":" + attempt);
                    consumer.acknowledge(delivered, verdict(delivered.value(), attempt));
                }
                return seen.size() >= 4;
            });
            consumer.commitSync();
        }
        return seen;
    }

    private static AcknowledgeType verdict(String value, short attempt) {
        return switch (value) {
            case "bad" -> AcknowledgeType.REJECT;
            case "retried" -> attempt == 1 ? AcknowledgeType.RELEASE : AcknowledgeType.ACCEPT;
            default -> AcknowledgeType.ACCEPT;
        };
    }

    @Test
    void runsWithOurSettingsAndOverridesWhenAsked() throws IOException {
        var config = new BrokerConfig(folder, 1, 0, Map.of("num.io.threads", "3"));
        try (var broker = EmbeddedBroker.start(config);
                var admin = new Clients(broker.bootstrapServers()).admin()) {
            var resource = new ConfigResource(ConfigResource.Type.BROKER, "1");

            var settings = Clients.get(admin.describeConfigs(List.of(resource)).all())
                    .values()
                    .iterator()
                    .next();

            assertThat(settings.get("num.io.threads").value()).isEqualTo("3");
            assertThat(settings.get("add.partitions.to.txn.retry.backoff.ms").value())
                    .isEqualTo("1");
            assertThat(settings.get("transaction.abort.timed.out.transaction.cleanup.interval.ms")
                            .value())
                    .isEqualTo("1000");
            assertThat(settings.get("group.share.min.session.timeout.ms").value())
                    .isEqualTo("3000");
            assertThat(settings.get("auto.create.topics.enable").value()).isEqualTo("false");
            assertThat(settings.get("listeners").value())
                    .matches("PLAINTEXT://127\\.0\\.0\\.1:\\d+,CONTROLLER://127\\.0\\.0\\.1:\\d+");
        }
    }

    @Test
    void closesWithinThreeSecondsAndFreesTheFolder() {
        var broker = EmbeddedBroker.start(BrokerConfig.defaults(folder));

        var before = System.nanoTime();
        broker.close();

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
        DataFolder.open(folder, 1).close();
    }

    @Test
    void namesPortWhenItIsTaken() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var config = new BrokerConfig(folder, 1, taken.getLocalPort(), Map.of());

            assertThatThrownBy(() -> EmbeddedBroker.start(config))
                    .isInstanceOf(EmbeddedException.class)
                    .hasMessageContaining("port " + taken.getLocalPort())
                    .hasMessageContaining("--port");
        }
        DataFolder.open(folder, 1).close();
    }

    @Test
    void namesProcessWhenFolderIsInUse() {
        try (var owner = DataFolder.open(folder, 1)) {
            assertThat(owner.clusterId()).isNotEmpty();

            assertThatThrownBy(() -> EmbeddedBroker.start(BrokerConfig.defaults(folder)))
                    .isInstanceOf(EmbeddedException.class)
                    .hasMessageContaining(folder.toString())
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
        }
    }

    @Test
    void saysWhatIsThereWhenFolderHoldsAnotherNumberOfNodes() {
        DataFolder.open(folder, 3).close();

        assertThatThrownBy(() -> DataFolder.open(folder, 1))
                .isInstanceOf(EmbeddedException.class)
                .hasMessageContaining("3 node(s)")
                .hasMessageContaining("one of 1");
    }

    @Test
    void formatsTheRestWhenFirstStartWasCutOff() throws IOException {
        String clusterId;
        try (var first = DataFolder.open(folder, 1)) {
            clusterId = first.clusterId();
        }

        try (var resumed = DataFolder.open(folder, 3)) {
            assertThat(resumed.clusterId()).isEqualTo(clusterId);
            assertThat(Files.readString(resumed.node(2).resolve("meta.properties")))
                    .contains("cluster.id=" + clusterId);
        }
    }

    @Test
    void refusesOverrideWhenItIsOurs() {
        var config = new BrokerConfig(folder, 1, 0, Map.of("listeners", "PLAINTEXT://0.0.0.0:9092"));

        assertThatThrownBy(() -> EmbeddedBroker.start(config))
                .isInstanceOf(EmbeddedException.class)
                .hasMessageContaining("[listeners]");
    }

    @Test
    void namesSettingWhenOverrideIsWrong() {
        var config = new BrokerConfig(folder, 1, 0, Map.of("num.io.threads", "many"));

        assertThatThrownBy(() -> EmbeddedBroker.start(config))
                .isInstanceOf(EmbeddedException.class)
                .hasMessageContaining("num.io.threads");
        DataFolder.open(folder, 1).close();
    }
}
