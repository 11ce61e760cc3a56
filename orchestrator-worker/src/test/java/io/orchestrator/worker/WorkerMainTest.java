package io.orchestrator.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.config.SettingsException;
import io.orchestrator.worker.WorkerConfig.FetchWait;
import io.orchestrator.worker.model.ProviderConfig;
import io.orchestrator.worker.model.ProviderType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class WorkerMainTest {

    @Test
    void readsItsConfigurationWhenFlagsAreGiven() {
        var config = configure(
                Map.of(),
                "--bootstrap.servers=broker:9092",
                "--kafka.security.protocol=SSL",
                "--worker.queues=default,gpu",
                "--worker.slots=8",
                "--worker.fetch-wait=30ms",
                "--guard.http.open-for=30s");

        assertThat(config.kafka()).containsEntry("bootstrap.servers", "broker:9092");
        assertThat(config.kafka()).containsEntry("security.protocol", "SSL");
        assertThat(config.loop().queues()).containsExactly("default", "gpu");
        assertThat(config.loop().slots()).isEqualTo(8);
        assertThat(config.autoFetchWait()).isEqualTo(FetchWait.AS_SET);
        assertThat(config.guards().get("http")).isNotNull();
        assertThat(config.loop().workerId()).isNotBlank();
    }

    @Test
    void findsProvidersWhenTheirUsualVariablesAreSet() {
        var config = configure(
                Map.of("OPENAI_API_KEY", "k1", "GOOGLE_API_KEY", "k2", "OLLAMA_BASE_URL", "http://gpu:11434"));

        assertThat(config.models()).extracting(ProviderConfig::name).containsExactly("openai", "gemini", "ollama");
        assertThat(config.models().getFirst().apiKey().value()).isEqualTo("k1");
        assertThat(config.models().getLast().baseUrl()).isEqualTo("http://gpu:11434");
    }

    @Test
    void addsAProviderWhenSettingsNameOne() {
        var config = configure(
                Map.of(),
                "--models.local.base-url=http://127.0.0.1:8000/v1",
                "--models.local.timeout=5s",
                "--models.local.models=a,b");

        var local = config.models().getFirst();
        assertThat(local.type()).isEqualTo(ProviderType.OPENAI_COMPATIBLE);
        assertThat(local.timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(local.models()).isEqualTo(List.of("a", "b"));
    }

    @Test
    void reportsEveryProblemWhenSettingsAreWrong() {
        assertThatThrownBy(() -> configure(
                        Map.of(),
                        "--worker.slots=0",
                        "--worker.lease=10ms",
                        "--models.x.typ=openai",
                        "--guard.http=1",
                        "--worker.slotz=3",
                        "--worker.queues=UPPER"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("worker.slots")
                .hasMessageContaining("worker.lease")
                .hasMessageContaining("models.x.typ")
                .hasMessageContaining("guard.http")
                .hasMessageContaining("worker.slotz")
                .hasMessageContaining("UPPER");
    }

    @Test
    void takesTheModelThatOnlyTheCoordinatorNeeds() {
        var config = configure(Map.of("ORCHESTRATOR_AUTO_MODEL", "local/a"), "--auto.model=local/a");

        assertThat(config.models()).isEmpty();
    }

    @Test
    void refusesArgumentsWhenTheyAreNoFlags() {
        assertThatThrownBy(() -> configure(Map.of(), "start"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--key=value");
    }

    @Test
    void showsNoKeyWhenAConfigurationIsPrinted() {
        var config = configure(Map.of("OPENAI_API_KEY", "sk-very-secret", "ORCHESTRATOR_SECRET_X", "also-secret"));

        assertThat(config.toString() + config.models() + config.secrets()).doesNotContain("secret");
    }

    private static WorkerConfig configure(Map<String, String> environment, String... arguments) {
        return WorkerMain.configure(arguments, environment);
    }
}
