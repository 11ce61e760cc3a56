package io.orchestrator.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract, against our registry in a topic, and what the topic holds. */
@SuppressWarnings("NullAway.Init") // started before all
class TopicRegistryTest implements RegistryContract, RegistryClientContract, ConfluentDetails {

    @TempDir
    private static Path folder;

    private static EmbeddedBroker broker;
    private static RegistryServer server;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(BrokerConfig.defaults(folder));
        server = RegistryServer.start(RegistryConfig.onTopic(0, broker.bootstrapServers()));
    }

    @AfterAll
    static void stop() {
        server.close();
        broker.close();
    }

    @Override
    public String url() {
        return server.url();
    }

    private static RegistryConfig on(String topic) {
        return new RegistryConfig(0, new RegistryStorage.Topic(broker.bootstrapServers(), topic), Map.of());
    }

    @Test
    void keepsEverythingWhenRestarted() {
        var storage = on("restarted");
        List<RegistryHttp.Answer> before;
        try (var first = RegistryServer.start(storage)) {
            var http = new RegistryHttp(first.url());
            http.register("kept", Schemas.BASE);
            http.register("kept", Schemas.OPTIONAL_FIELD_ADDED);
            http.register("softly", Schemas.FIELD_REMOVED);
            http.register("gone", Schemas.TYPE_CHANGED);
            http.delete("/subjects/softly");
            http.delete("/subjects/gone");
            http.delete("/subjects/gone?permanent=true");
            http.put("/config/kept", "compatibility", "FULL");
            http.put("/config", "compatibility", "FORWARD");
            http.put("/mode/softly", "mode", "READONLY");
            before = picture(http);
        }

        try (var second = RegistryServer.start(storage)) {
            assertThat(picture(new RegistryHttp(second.url()))).isEqualTo(before);
        }
    }

    private static List<RegistryHttp.Answer> picture(RegistryHttp http) {
        return List.of(
                http.get("/subjects"),
                http.get("/subjects?deleted=true"),
                http.get("/subjects/kept/versions/1"),
                http.get("/subjects/kept/versions/latest"),
                http.get("/schemas/ids/3"),
                http.get("/schemas/ids/4"),
                http.get("/config"),
                http.get("/config/kept"),
                http.get("/mode/softly"));
    }

    @Test
    void writesConfluentsRecordsWhenSchemasAndLevelsChange() {
        try (var registry = RegistryServer.start(on("format"))) {
            var http = new RegistryHttp(registry.url());
            http.register("s", "\"string\"");
            http.put("/config", "compatibility", "FULL");
            http.delete("/subjects/s/versions/1");
            http.delete("/subjects/s/versions/1?permanent=true");

            assertThat(new Clients(broker.bootstrapServers()).committedRecords("format"))
                    .containsExactly(
                            "{\"keytype\":\"SCHEMA\",\"subject\":\"s\",\"version\":1,\"magic\":1}"
                                    + "={\"subject\":\"s\",\"version\":1,\"id\":1,\"schema\":\"\\\"string\\\"\",\"deleted\":false}",
                            "{\"keytype\":\"CONFIG\",\"subject\":null,\"magic\":0}={\"compatibilityLevel\":\"FULL\"}",
                            "{\"keytype\":\"SCHEMA\",\"subject\":\"s\",\"version\":1,\"magic\":1}"
                                    + "={\"subject\":\"s\",\"version\":1,\"id\":1,\"schema\":\"\\\"string\\\"\",\"deleted\":true}",
                            "{\"keytype\":\"SCHEMA\",\"subject\":\"s\",\"version\":1,\"magic\":1}=null");
        }
    }

    @Test
    void readsTopicWhenConfluentsRegistryHasWrittenIt() {
        var clients = new Clients(broker.bootstrapServers());
        RegistryServer.start(on("foreign")).close(); // creates the topic
        try (var producer = clients.producer(Map.of())) {
            CONFLUENTS_RECORDS.forEach(
                    (key, value) -> Clients.get(producer.send(new ProducerRecord<>("foreign", key, value))));
        }

        try (var registry = RegistryServer.start(on("foreign"))) {
            var http = new RegistryHttp(registry.url());
            assertThat(http.get("/subjects").json()).containsExactly(RegistryHttp.json("\"b\""));
            assertThat(http.get("/schemas/ids/7").json().get("schema").asText()).isEqualTo("\"int\"");
            assertThat(http.get("/config").json().get("compatibilityLevel").asText())
                    .isEqualTo("NONE");
            assertThat(http.register("c", "\"long\"")).isEqualTo(9);
        }
    }

    private static final Map<String, String> CONFLUENTS_RECORDS = confluentsRecords();

    private static Map<String, String> confluentsRecords() {
        var records = new LinkedHashMap<String, String>();
        records.put("{\"keytype\":\"NOOP\",\"magic\":0}", null);
        records.put("{\"keytype\":\"CONFIG\",\"subject\":null,\"magic\":0}", "{\"compatibilityLevel\":\"NONE\"}");
        records.put(
                "{\"keytype\":\"SCHEMA\",\"subject\":\"a\",\"version\":1,\"magic\":1}",
                "{\"subject\":\"a\",\"version\":1,\"id\":7,\"md5\":\"x\",\"schema\":\"\\\"int\\\"\",\"deleted\":false}");
        records.put(
                "{\"keytype\":\"SCHEMA\",\"subject\":\"b\",\"version\":1,\"magic\":1}",
                "{\"subject\":\"b\",\"version\":1,\"id\":8,\"schema\":\"\\\"bytes\\\"\",\"deleted\":false}");
        records.put(
                "{\"keytype\":\"DELETE_SUBJECT\",\"subject\":\"a\",\"magic\":0}", "{\"subject\":\"a\",\"version\":1}");
        return records;
    }

    @Test
    void refusesToStartWhenTopicHoldsWhatItDoesNotKnow() {
        RegistryServer.start(on("unknown")).close();
        try (var producer = new Clients(broker.bootstrapServers()).producer(Map.of())) {
            Clients.get(producer.send(new ProducerRecord<>(
                    "unknown",
                    "{\"keytype\":\"SCHEMA\",\"subject\":\"p\",\"version\":2,\"magic\":1}",
                    "{\"subject\":\"p\",\"version\":2,\"id\":1,\"schemaType\":\"PROTOBUF\",\"schema\":\"x\"}")));
        }

        assertThatThrownBy(() -> RegistryServer.start(on("unknown")))
                .isInstanceOf(EmbeddedException.class)
                .hasMessageContaining("PROTOBUF")
                .hasMessageContaining("subject p, version 2");
    }

    @Test
    void refusesToStartWhenTopicIsNotCompacted() {
        new Clients(broker.bootstrapServers()).createTopic("forgetful", 1);

        assertThatThrownBy(() -> RegistryServer.start(on("forgetful")))
                .isInstanceOf(EmbeddedException.class)
                .hasMessageContaining("forgetful")
                .hasMessageContaining("cleanup.policy");
    }

    @Test
    void yieldsWhenAnotherRegistryTakesTheTopicOver() {
        var storage = on("contested");
        try (var first = RegistryServer.start(storage);
                var second = RegistryServer.start(storage)) {
            var fenced = new RegistryHttp(first.url());
            var owner = new RegistryHttp(second.url());
            var ownersId = owner.register("mine", Schemas.BASE);

            var refused = fenced.post("/subjects/yours/versions", RegistryHttp.body(Schemas.TYPE_CHANGED));
            var known = fenced.get("/schemas/ids/" + ownersId);

            RegistryContract.assertRefused(refused, 500, 50001);
            assertThat(known.status()).isEqualTo(200);
        }
    }
}
