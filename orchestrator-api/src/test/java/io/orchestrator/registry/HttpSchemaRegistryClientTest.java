package io.orchestrator.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpSchemaRegistryClientTest {

    private static final Schema SCHEMA =
            SchemaBuilder.record("R").fields().requiredString("id").endRecord();
    private static final String SCHEMA_JSON = SCHEMA.toString().replace("\"", "\\\"");

    private CannedRegistry registry;

    @BeforeEach
    void start() throws IOException {
        registry = CannedRegistry.start();
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private HttpSchemaRegistryClient client(Map<String, String> more) {
        var properties = new HashMap<String, String>(Map.of("schema.registry.url", registry.url()));
        properties.putAll(more);
        return HttpSchemaRegistryClient.create(properties);
    }

    private static int unusedPort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static SchemaRegistryException failure(ThrowingCallable call) {
        return catchThrowableOfType(SchemaRegistryException.class, call);
    }

    @Test
    void registersASchemaOnce() {
        registry.answer(200, "{\"id\": 7}");
        try (var client = client(Map.of())) {
            var first = client.register("job events/value", SCHEMA);
            var second = client.register("job events/value", SCHEMA);

            assertThat(first).isEqualTo(7).isEqualTo(second);
        }
        assertThat(registry.requests).singleElement().satisfies(request -> {
            assertThat(request.line()).isEqualTo("POST /subjects/job%20events%2Fvalue/versions");
            assertThat(request.contentType()).isEqualTo("application/vnd.schemaregistry.v1+json");
            assertThat(request.body()).isEqualTo("{\"schema\":\"" + SCHEMA_JSON + "\"}");
        });
    }

    @Test
    void looksTheSchemaUpWhenItMayNotRegister() {
        registry.answer(200, "{\"subject\": \"s\", \"id\": 3, \"version\": 1, \"schema\": \"\"}")
                .answer(404, "{\"error_code\": 40403, \"message\": \"Schema not found\"}");
        try (var client = client(Map.of("auto.register.schemas", "false"))) {
            var id = client.register("s", SCHEMA);
            var missing = failure(() -> client.register("t", SCHEMA));

            assertThat(id).isEqualTo(3);
            assertThat(missing)
                    .hasMessageContaining("t, schema registry " + registry.url())
                    .hasMessageContaining("topics apply")
                    .hasMessageContaining("Schema not found");
        }
        assertThat(registry.requests)
                .extracting(CannedRegistry.Request::line)
                .containsExactly("POST /subjects/s", "POST /subjects/t");
    }

    @Test
    void takesTheNewestVersionOnlyWhenItIsTheSameSchema() {
        registry.answer(200, "{\"id\": 5, \"version\": 2, \"schema\": \"" + SCHEMA_JSON + "\"}")
                .answer(200, "{\"id\": 6, \"version\": 3, \"schema\": \"\\\"string\\\"\"}");
        try (var client = client(Map.of("auto.register.schemas", "false", "use.latest.version", "true"))) {
            var same = client.register("s", SCHEMA);
            var other = failure(() -> client.register("t", SCHEMA));

            assertThat(same).isEqualTo(5);
            assertThat(other).hasMessageContaining("is not the one that this program writes");
        }
    }

    @Test
    void readsASchemaOnce() {
        registry.answer(200, "{\"schema\": \"" + SCHEMA_JSON + "\"}");
        try (var client = client(Map.of())) {
            var first = client.schemaById(9);
            var second = client.schemaById(9);

            assertThat(first).isEqualTo(SCHEMA).isSameAs(second);
        }
        assertThat(registry.requests).extracting(CannedRegistry.Request::line).containsExactly("GET /schemas/ids/9");
    }

    @Test
    void treatsSchemasOfOtherFormatsAsMissing() {
        registry.answer(200, "{\"schema\": \"syntax\", \"schemaType\": \"PROTOBUF\"}")
                .answer(200, "{\"schema\": \"not a schema\"}");
        try (var client = client(Map.of())) {
            var protobuf = failure(() -> client.schemaById(1));
            var broken = failure(() -> client.schemaById(2));

            assertThat(protobuf).hasMessageContaining("PROTOBUF");
            assertThat(protobuf.notFound()).isTrue();
            assertThat(broken).hasMessageContaining("not a usable Avro schema");
            assertThat(broken.notFound()).isTrue();
        }
    }

    @Test
    void asksForVersionsLevelsAndSubjects() {
        registry.answer(200, "{\"id\": 1, \"version\": 4, \"schema\": \"\"}")
                .answer(200, "{\"compatibility\": \"FULL\"}")
                .answer(200, "{\"is_compatible\": false}")
                .answer(404, "{\"error_code\": 40401, \"message\": \"no subject\"}")
                .answer(200, "[\"a\", \"b\"]");
        try (var client = client(Map.of())) {
            assertThat(client.latestVersion("s")).isEqualTo(4);
            client.setCompatibility("s", "FULL");
            assertThat(client.compatible("s", SCHEMA)).isFalse();
            assertThat(client.compatible("new", SCHEMA)).isTrue();
            assertThat(client.subjects()).containsExactly("a", "b");
        }
        assertThat(registry.requests)
                .extracting(CannedRegistry.Request::line)
                .containsExactly(
                        "GET /subjects/s/versions/latest",
                        "PUT /config/s",
                        "POST /compatibility/subjects/s/versions",
                        "POST /compatibility/subjects/new/versions",
                        "GET /subjects");
    }

    @Test
    void saysWhatToDoForEachRefusal() {
        registry.answer(409, "{\"error_code\": 409, \"message\": \"field x removed\"}")
                .answer(422, "{\"error_code\": 42201, \"message\": \"invalid\"}")
                .answer(401, "<html>")
                .answer(404, "<html>");
        try (var client = client(Map.of())) {
            assertThat(failure(() -> client.register("s", SCHEMA)))
                    .hasMessageContaining("incompatible with an earlier version")
                    .hasMessageContaining("field x removed");
            assertThat(failure(() -> client.register("s", SCHEMA))).hasMessageContaining("does not accept");
            assertThat(failure(() -> client.register("s", SCHEMA))).hasMessageContaining("basic.auth.user.info");
            assertThat(failure(() -> client.register("s", SCHEMA))).hasMessageContaining("/apis/ccompat/v7");
        }
    }

    @Test
    void triesAgainWhenTheServerIsAtFault() {
        registry.answer(503, "busy").answer(500, "{\"error_code\": 50001}").answer(200, "{\"id\": 1}");
        try (var client = client(Map.of())) {
            assertThat(client.register("s", SCHEMA)).isEqualTo(1);
        }
        assertThat(registry.requests).hasSize(3);
    }

    @Test
    void givesUpAfterABoundedNumberOfTries() {
        try (var client = client(Map.of())) {
            var failure = failure(() -> client.register("s", SCHEMA));

            assertThat(failure).hasMessageContaining("HTTP status 500");
            assertThat(failure.status()).isEqualTo(500);
        }
        assertThat(registry.requests).hasSize(RegistryTransport.MAX_ROUNDS);
    }

    @Test
    void asksTheNextAddressWhenOneIsDown() throws IOException {
        var urls = "http://127.0.0.1:" + unusedPort() + ", " + registry.url() + "/";
        registry.answer(200, "{\"id\": 1}").answer(200, "{\"id\": 2}");
        try (var client = client(Map.of("schema.registry.url", urls))) {
            assertThat(client.register("s", SCHEMA)).isEqualTo(1);
            assertThat(client.register("t", SCHEMA)).isEqualTo(2);
        }
        assertThat(registry.requests).hasSize(2);
    }

    @Test
    void saysThatNoAddressAnswers() throws IOException {
        var url = "http://127.0.0.1:" + unusedPort();
        try (var client = client(Map.of("schema.registry.url", url))) {
            var failure = failure(client::subjects);

            assertThat(failure)
                    .hasMessageContaining("the schema registry at " + url + " cannot be reached")
                    .hasMessageContaining("schema.registry.url");
            assertThat(failure.status()).isEqualTo(SchemaRegistryException.NO_ANSWER);
        }
    }

    @Test
    void sendsCredentialsFromEitherPlaceButNotInMessages() {
        registry.answer(401, "").answer(401, "");
        var withUser = registry.url().replace("http://", "http://ada:pw%21@");
        try (var info = client(
                        Map.of("basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info", "ada:pw!"));
                var url = client(Map.of("basic.auth.credentials.source", "URL", "schema.registry.url", withUser))) {
            var first = failure(() -> info.schemaById(1));
            var second = failure(() -> url.schemaById(1));

            assertThat(registry.requests)
                    .extracting(CannedRegistry.Request::authorization)
                    .containsExactly("Basic YWRhOnB3IQ==", "Basic YWRhOnB3IQ==");
            assertThat(first.getMessage() + second.getMessage()).doesNotContain("pw");
        }
    }

    @Test
    void saysThatAServerIsNoRegistry() {
        registry.answer(200, "{\"hello\": 1}");
        try (var client = client(Map.of())) {
            assertThat(failure(() -> client.register("s", SCHEMA))).hasMessageContaining("answers without 'id'");
        }
    }
}
