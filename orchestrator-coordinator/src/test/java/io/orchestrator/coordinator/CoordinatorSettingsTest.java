package io.orchestrator.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.orchestrator.config.SettingsException;
import io.orchestrator.coordinator.admission.AdmissionOptions;
import io.orchestrator.coordinator.admission.QueueLimit;
import io.orchestrator.coordinator.admission.QueueLimit.Rate;
import io.orchestrator.coordinator.http.HttpOptions;
import io.orchestrator.coordinator.runtime.StreamsOptions.GroupProtocol;
import io.orchestrator.coordinator.runtime.StreamsOptions.StoreKind;
import io.orchestrator.coordinator.runtime.StreamsProperties;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoordinatorSettingsTest {

    private static final String SECRET = "--claim.secret=0123456789abcdef";

    @Test
    void hasADefaultForEverythingButTheSecret() {
        var config = CoordinatorMain.configure(new String[] {SECRET}, Map.of());

        assertThat(config.kafka()).containsEntry("bootstrap.servers", "localhost:9092");
        assertThat(config.registry()).containsEntry("schema.registry.url", "http://localhost:8081");
        assertThat(config.http().map(HttpOptions::host)).contains("127.0.0.1");
        assertThat(config.streams().store()).isEqualTo(StoreKind.ROCKSDB);
        assertThat(config.streams().groupProtocol()).isEqualTo(GroupProtocol.STREAMS);
        assertThat(config.toString()).doesNotContain("0123456789abcdef");
    }

    @Test
    void readsFlagsOverTheEnvironmentOverTheFile(@TempDir Path folder) throws Exception {
        var file = Files.writeString(
                folder.resolve("coordinator.properties"),
                "bootstrap.servers=file:1\ncoordinator.threads=2\nworker.slots=7\nkafka.security.protocol=SSL\n");

        var config = CoordinatorMain.configure(
                new String[] {
                    SECRET,
                    "--config=" + file,
                    "--bootstrap.servers=flag:1",
                    "--coordinator.state.store=memory",
                    "--coordinator.commit.interval=50ms",
                    "--coordinator.http.enabled=false",
                    "--streams.max.warmup.replicas=3"
                },
                Map.of("ORCHESTRATOR_BOOTSTRAP_SERVERS", "environment:1", "ORCHESTRATOR_COORDINATOR_THREADS", "3"));

        assertThat(config.kafka())
                .containsEntry("bootstrap.servers", "flag:1")
                .containsEntry("security.protocol", "SSL");
        assertThat(config.streams().threads()).isEqualTo(3);
        assertThat(config.streams().store()).isEqualTo(StoreKind.MEMORY);
        assertThat(config.streams().commitInterval()).isEqualTo(Duration.ofMillis(50));
        assertThat(config.http()).isEmpty();
        assertThat(StreamsProperties.of("app", config.kafka(), config.streams()))
                .containsEntry("commit.interval.ms", "50")
                .containsEntry("processing.guarantee", "exactly_once_v2")
                .containsEntry("max.warmup.replicas", "3")
                .containsEntry("security.protocol", "SSL");
    }

    @Test
    void reportsEveryProblemAtOnce() {
        var arguments = new String[] {
            "--coordinator.state.store=disk",
            "--coordinator.http.port=99999",
            "--coordinator.retension=1h",
            "--coordinator.lag.interval=0s"
        };

        assertThatThrownBy(() -> CoordinatorMain.configure(arguments, Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("claim.secret")
                .hasMessageContaining("'disk' is none of [rocksdb, memory]")
                .hasMessageContaining("99999")
                .hasMessageContaining("coordinator.lag.interval")
                .hasMessageContaining("did you mean coordinator.retention?");
    }

    @Test
    void limitsNothingUnlessToldTo() {
        var limits = CoordinatorMain.configure(new String[] {SECRET}, Map.of())
                .jobs()
                .admission();

        assertThat(limits.limits("default")).isFalse();
        assertThat(limits).isEqualTo(AdmissionOptions.defaults());
    }

    @Test
    void readsTheLimitsOfQueues() {
        var limits = CoordinatorMain.configure(
                        new String[] {
                            SECRET,
                            "--admission.profile=compatible",
                            "--admission.limit.gpu=1",
                            "--admission.limit.free=unlimited",
                            "--admission.rate.gpu=100/1m",
                            "--admission.rate.mail=5/s",
                            "--admission.ageing.low=2h"
                        },
                        Map.of("ORCHESTRATOR_ADMISSION_LIMIT_BATCH", "7"))
                .jobs()
                .admission();

        assertThat(limits.queues())
                .containsOnly(
                        entry("gpu", new QueueLimit(OptionalInt.of(1), Optional.of(new Rate(100, 60_000)))),
                        entry("free", QueueLimit.NONE),
                        entry("mail", new QueueLimit(OptionalInt.of(3), Optional.of(new Rate(5, 1_000)))),
                        entry("batch", new QueueLimit(OptionalInt.of(7), Optional.empty())));
        assertThat(limits.others()).isEqualTo(AdmissionOptions.COMPATIBLE);
        assertThat(limits.limits("any")).isTrue();
        assertThat(limits.limits("free")).isFalse();
        assertThat(limits.lowAgeing()).isEqualTo(Duration.ofHours(2));
    }

    @Test
    void reportsEveryProblemOfLimitsAtOnce() {
        var arguments = new String[] {
            SECRET,
            "--admission.profile=strict",
            "--admission.limit.gpu=0",
            "--admission.rate.gpu=often",
            "--admission.ageing.low=1m",
            "--admission.check=0s",
            "--admission.limits.gpu=1"
        };

        assertThatThrownBy(() -> CoordinatorMain.configure(arguments, Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("'strict' is neither open nor compatible")
                .hasMessageContaining("admission.limit.gpu")
                .hasMessageContaining("'often' is no rate")
                .hasMessageContaining("admission.ageing.low")
                .hasMessageContaining("admission.check")
                .hasMessageContaining("admission.limits.gpu");
    }

    @Test
    void refusesArgumentsOfAnotherForm() {
        assertThatThrownBy(() -> CoordinatorMain.configure(new String[] {"start"}, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--key=value");
    }
}
