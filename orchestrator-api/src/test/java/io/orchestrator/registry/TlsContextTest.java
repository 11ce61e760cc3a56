package io.orchestrator.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsContextTest {

    private static final String PASSWORD = "changeit";

    @TempDir
    static Path folder;

    @BeforeAll
    static void makeStores() throws IOException, InterruptedException {
        keytool(
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-validity",
                "2",
                "-keystore",
                "server.p12");
        keytool("-exportcert", "-rfc", "-alias", "server", "-keystore", "server.p12", "-file", "server.pem");
        keytool("-importcert", "-noprompt", "-alias", "ca", "-file", "server.pem", "-keystore", "trust.p12");
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    private static String file(String name) {
        return folder.resolve(name).toString();
    }

    private static CannedRegistry server() throws IOException {
        var context = TlsContext.from(Map.of(
                        "schema.registry.ssl.keystore.location",
                        file("server.p12"),
                        "schema.registry.ssl.keystore.password",
                        PASSWORD))
                .orElseThrow();
        var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return CannedRegistry.on(server).answer(200, "[]");
    }

    private static List<String> subjects(CannedRegistry server, Map<String, String> tls) {
        var properties = new HashMap<>(tls);
        properties.put("schema.registry.url", "https://localhost:" + server.port());
        try (var client = HttpSchemaRegistryClient.create(properties)) {
            return client.subjects();
        }
    }

    @Test
    void trustsTheStoreThatIsGiven() throws IOException {
        var pkcs12 = Map.of(
                "schema.registry.ssl.truststore.location",
                file("trust.p12"),
                "schema.registry.ssl.truststore.password",
                PASSWORD);
        var pem = Map.of(
                "schema.registry.ssl.truststore.location",
                file("server.pem"),
                "schema.registry.ssl.truststore.type",
                "PEM");
        try (var server = server().answer(200, "[]")) {
            assertThat(subjects(server, pkcs12)).isEmpty();
            assertThat(subjects(server, pem)).isEmpty();
        }
    }

    @Test
    void refusesAServerThatTheStoreDoesNotTrust() throws IOException {
        try (var server = server()) {
            var failure = catchThrowableOfType(SchemaRegistryException.class, () -> subjects(server, Map.of()));

            assertThat(failure).hasMessageContaining("cannot be reached");
            assertThat(server.requests).isEmpty();
        }
    }
}
