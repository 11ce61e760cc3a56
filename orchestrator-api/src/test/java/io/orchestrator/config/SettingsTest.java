package io.orchestrator.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

    @TempDir
    Path folder;

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("orchestrator.properties"), content);
    }

    private static Settings flags(Map<String, String> flags) {
        return Settings.read(Optional.empty(), Map.of(), flags);
    }

    private static List<String> problems(Settings settings) {
        return catchThrowableOfType(SettingsException.class, settings::finish).problems();
    }

    @Test
    void prefersFlagsToEnvironmentToFile() throws IOException {
        var settings = Settings.read(
                Optional.of(file("a.one = file\na.two = file\na.three = file\n")),
                Map.of("ORCHESTRATOR_A_TWO", "environment", "ORCHESTRATOR_A_THREE", "environment"),
                Map.of("a.three", "flag"));

        var found = List.of(settings.text("a.one", ""), settings.text("a.two", ""), settings.text("a.three", ""));

        assertThat(found).containsExactly("file", "environment", "flag");
        assertThatCode(settings::finish).doesNotThrowAnyException();
    }

    @Test
    void answersWithFallbacksWhenNothingIsSet() {
        var settings = flags(Map.of());

        assertThat(settings.text("a")).isEmpty();
        assertThat(settings.integer("b", 7, 1, 9)).isEqualTo(7);
        assertThat(settings.duration("c", Duration.ofSeconds(3))).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.flag("d", true)).isTrue();
        assertThat(settings.list("e", List.of("x"))).containsExactly("x");
        assertThat(settings.secret("f")).isEqualTo(Secret.NONE);
        assertThatCode(settings::finish).doesNotThrowAnyException();
    }

    @Test
    void readsEveryType() {
        var settings =
                flags(Map.of("int", "42", "time", "2m", "short", "500ms", "on", "true", "many", " a, b ,,c", "s", "k"));

        assertThat(settings.integer("int", 0, 0, 100)).isEqualTo(42);
        assertThat(settings.duration("time", Duration.ZERO)).isEqualTo(Duration.ofMinutes(2));
        assertThat(settings.millis("short", Duration.ZERO)).isEqualTo(500);
        assertThat(settings.flag("on", false)).isTrue();
        assertThat(settings.list("many", List.of())).containsExactly("a", "b", "c");
        assertThat(settings.secret("s").value()).isEqualTo("k");
    }

    @Test
    void reportsEveryProblemAtOnceWithItsOrigin() throws IOException {
        var path = file("http.port = many\nunknwon.key = 1\n");
        var settings = Settings.read(
                Optional.of(path), Map.of("ORCHESTRATOR_LEASE", "ten"), Map.of("tls", "yes", "http.prot", "8080"));
        settings.integer("http.port", 8080, 0, 65535);
        settings.duration("lease", Duration.ZERO);
        settings.flag("tls", false);
        settings.required("bootstrap.servers");

        var problems = problems(settings);

        assertThat(problems)
                .containsExactlyInAnyOrder(
                        "http.port (file " + path + "): 'many' is not a whole number between 0 and 65535",
                        "lease (environment variable ORCHESTRATOR_LEASE): 'ten' is not a duration: write a whole number"
                                + " and ms, s, m, h or d, for example 10s",
                        "tls (flag tls): 'yes' is neither true nor false",
                        "bootstrap.servers (not set): is required: set it in the settings file, as"
                                + " ORCHESTRATOR_BOOTSTRAP_SERVERS or as a flag",
                        "unknwon.key (file " + path + "): there is no such setting: remove it",
                        "http.prot (flag http.prot): there is no such setting; did you mean http.port?");
    }

    @Test
    void refusesNumbersOutsideTheirRange() {
        var settings = flags(Map.of("slots", "0"));

        var slots = settings.integer("slots", 4, 1, 1000);

        assertThat(slots).isEqualTo(4);
        assertThat(problems(settings))
                .containsExactly("slots (flag slots): '0' is not a whole number between 1 and 1000");
    }

    @Test
    void collectsKeysUnderAPrefixFromAllSources() throws IOException {
        var settings = Settings.read(
                Optional.of(file("kafka.security.protocol = SSL\nkafka.acks = 1\n")),
                Map.of("ORCHESTRATOR_KAFKA_SASL_MECHANISM", "PLAIN"),
                Map.of("kafka.acks", "all"));

        var kafka = settings.under("kafka.");

        assertThat(kafka).isEqualTo(Map.of("security.protocol", "SSL", "sasl.mechanism", "PLAIN", "acks", "all"));
        assertThatCode(settings::finish).doesNotThrowAnyException();
    }

    @Test
    void leavesOutWhatKubernetesInjectsForServicesOfOurName() {
        var environment = Map.of(
                "ORCHESTRATOR_SERVICE_HOST", "10.0.0.1",
                "ORCHESTRATOR_SERVICE_PORT_HTTP", "8080",
                "ORCHESTRATOR_PORT", "tcp://10.0.0.1:8080",
                "ORCHESTRATOR_PORT_8080_TCP_ADDR", "10.0.0.1",
                "ORCHESTRATOR_HTTP_PORT", "tcp://10.0.0.2:80",
                "PATH", "/bin");
        var settings = Settings.read(Optional.empty(), environment, Map.of());

        var port = settings.integer("http.port", 8080, 0, 65535);

        assertThat(port).isEqualTo(8080);
        assertThatCode(settings::finish).doesNotThrowAnyException();
    }

    @Test
    void readsASecretFromItsFile() throws IOException {
        var secretFile = Files.writeString(folder.resolve("claim"), "s3cret\n");
        var settings = flags(Map.of("claim.secret.file", secretFile.toString()));

        var secret = settings.secret("claim.secret");

        assertThat(secret.value()).isEqualTo("s3cret");
        assertThat(secret).hasToString("Secret[***]");
        assertThatCode(settings::finish).doesNotThrowAnyException();
    }

    @Test
    void reportsASecretThatCannotBeReadOrIsSetTwice() {
        var missing = flags(Map.of("claim.secret.file", folder.resolve("none").toString()));
        var twice = flags(Map.of("claim.secret", "hidden", "claim.secret.file", "f"));

        missing.secret("claim.secret");
        twice.secret("claim.secret");

        assertThat(problems(missing)).singleElement().asString().contains("claim.secret.file", "check the path");
        assertThat(problems(twice))
                .singleElement()
                .asString()
                .contains("set together")
                .doesNotContain("hidden");
    }

    @Test
    void reportsAMissingSettingsFileButReadsOn() {
        var settings = Settings.read(Optional.of(folder.resolve("none.properties")), Map.of(), Map.of("a", "x"));

        settings.integer("a", 1, 0, 9);

        assertThat(problems(settings)).hasSize(2).first().asString().contains("cannot be read", "none.properties");
    }
}
