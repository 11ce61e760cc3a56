package io.orchestrator.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.registry.HttpSchemaRegistryClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What belongs to the server and not to the registry. */
class RegistryServerTest {

    private static final RegistryConfig WITH_USER =
            new RegistryConfig(0, new RegistryStorage.Memory(), Map.of("ann", "s3cret:word"));

    @Test
    void asksForUserAndPasswordWhenUsersAreSet() {
        try (var server = RegistryServer.start(WITH_USER)) {
            var none = new RegistryHttp(server.url()).get("/subjects");
            var wrong = RegistryHttp.send(request(server, "ann", "secret"));
            var unknown = RegistryHttp.send(request(server, "bob", "s3cret:word"));
            var right = RegistryHttp.send(request(server, "ann", "s3cret:word"));

            RegistryContract.assertRefused(none, 401, 40101);
            RegistryContract.assertRefused(wrong, 401, 40101);
            RegistryContract.assertRefused(unknown, 401, 40101);
            assertThat(right.status()).isEqualTo(200);
        }
    }

    private static HttpRequest request(RegistryServer server, String user, String password) {
        var credentials = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(URI.create(server.url() + "/subjects"))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Basic " + credentials)
                .build();
    }

    @Test
    void letsOurClientInWhenItHasTheUser() {
        var properties =
                Map.of("basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info", "ann:s3cret:word");
        try (var server = RegistryServer.start(WITH_USER);
                var client = HttpSchemaRegistryClient.create(with(properties, server.url()))) {
            assertThat(client.subjects()).isEmpty();
        }
    }

    private static Map<String, String> with(Map<String, String> properties, String url) {
        var all = new HashMap<>(properties);
        all.put("schema.registry.url", url);
        return all;
    }

    @Test
    void hidesPasswordsWhenConfigIsPrinted() {
        assertThat(WITH_USER.toString()).contains("ann").doesNotContain("s3cret");
    }

    @Test
    void namesPortWhenItIsTaken() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var config = new RegistryConfig(taken.getLocalPort(), new RegistryStorage.Memory(), Map.of());

            assertThatThrownBy(() -> RegistryServer.start(config))
                    .isInstanceOf(EmbeddedException.class)
                    .hasMessageContaining("port " + taken.getLocalPort())
                    .hasMessageContaining("--registry-port");
        }
    }

    @Test
    void closesAtOnceWhenClientsKeepTheirConnections() {
        var server = RegistryServer.start(RegistryConfig.defaults());
        assertThat(new RegistryHttp(server.url()).get("/").status()).isEqualTo(200);

        var before = System.nanoTime();
        server.close();

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
    }
}
