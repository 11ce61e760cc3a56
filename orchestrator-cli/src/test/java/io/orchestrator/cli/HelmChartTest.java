package io.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chart, rendered by Helm's own code. */
class HelmChartTest {

    private static final String REQUIRED = """
            kafka: {bootstrapServers: "kafka-0:9092,kafka-1:9092", properties: {security.protocol: SASL_SSL}}
            registry: {url: "http://registry:8081"}
            claimSecret: {existingSecret: orchestrator-claim}
            """;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void passesHelmsLint() {
        var lint = new Helm(HelmChart.folder()).lint().strict().call();

        assertThat(lint.isFailed()).as(lint.getMessages().toString()).isFalse();
    }

    @Test
    void saysWhatIsMissingWhenAValueIsRequired() {
        assertThatThrownBy(() -> HelmChart.render(folder, "registry: {url: x}"))
                .hasMessageContaining("kafka.bootstrapServers is required");
    }

    @Test
    void givesEachPodOnlySettingsThatItKnows() throws IOException {
        var chart = HelmChart.render(folder, REQUIRED);

        var coordinator = chart.container("StatefulSet", "demo-coordinator");
        var worker = chart.container("Deployment", "demo-worker-default");
        var topics = chart.container("Job", "demo-topics");

        assertThatCode(coordinator::readAsCoordinator).doesNotThrowAnyException();
        assertThatCode(worker::readAsWorker).doesNotThrowAnyException();
        assertThatCode(topics::readAsTopics).doesNotThrowAnyException();
        assertThat(coordinator.environment()).containsEntry("ORCHESTRATOR_KAFKA_SECURITY_PROTOCOL", "SASL_SSL");
        assertThat(worker.environment()).doesNotContainKey("ORCHESTRATOR_CLAIM_SECRET");
        assertThat(chart.kinds()).containsExactlyInAnyOrder("Service", "StatefulSet", "Deployment", "Job");
    }

    /** Kubernetes' own variables for a service of the name orchestrator-coordinator look like settings of a coordinator. */
    @Test
    void givesNoPodVariablesOfServices() throws IOException {
        var chart = HelmChart.render(folder, REQUIRED);

        for (var pod : Map.of(
                        "StatefulSet", "demo-coordinator", "Deployment", "demo-worker-default", "Job", "demo-topics")
                .entrySet()) {
            assertThat(chart.at(pod.getKey(), pod.getValue(), "spec", "template", "spec", "enableServiceLinks"))
                    .as(pod.getValue())
                    .isEqualTo(false);
        }
    }

    @Test
    void takesReplicasProbesAndResourcesFromTheValues() throws IOException {
        var chart = HelmChart.render(folder, REQUIRED + """
                coordinator: {replicas: 3, persistence: {enabled: false}}
                probes: {readiness: {periodSeconds: 7}}
                workers:
                  default: {replicas: 5}
                  gpu: {slots: 4, resources: {limits: {memory: 8Gi}}}
                """);

        var gpu = new Object[] {"spec", "template", "spec", "containers", 0};
        var container = (Map<?, ?>) chart.at("Deployment", "demo-worker-gpu", gpu);

        assertThat(chart.at("StatefulSet", "demo-coordinator", "spec", "replicas"))
                .isEqualTo(3);
        assertThat(chart.at("StatefulSet", "demo-coordinator", "spec", "template", "spec", "volumes", 0, "emptyDir"))
                .isEqualTo(Map.of());
        assertThat(chart.at("Deployment", "demo-worker-default", "spec", "replicas"))
                .isEqualTo(5);
        assertThat(container.get("readinessProbe"))
                .isEqualTo(Map.of(
                        "httpGet",
                        Map.of("path", "/readyz", "port", "http"),
                        "periodSeconds",
                        7,
                        "timeoutSeconds",
                        3,
                        "failureThreshold",
                        3));
        assertThat(container.get("resources"))
                .isEqualTo(Map.of(
                        "requests", Map.of("cpu", "250m", "memory", "512Mi"), "limits", Map.of("memory", "8Gi")));
        assertThat(chart.container("Deployment", "demo-worker-gpu").environment())
                .containsEntry("ORCHESTRATOR_WORKER_QUEUES", "gpu")
                .containsEntry("ORCHESTRATOR_WORKER_SLOTS", "4");
        assertThat(chart.container("Job", "demo-topics").args()).contains("-Dtopics.queues=default,gpu");
    }

    @Test
    void scalesOnTheLagOfTheQueueWhenKedaIsEnabled() throws IOException {
        var chart = HelmChart.render(folder, REQUIRED + """
                workers:
                  gpu: {keda: {enabled: true, maxReplicas: 9, lagThreshold: 12}}
                """);

        var trigger = (Map<?, ?>) chart.at("ScaledObject", "demo-worker-gpu", "spec", "triggers", 0, "metadata");

        assertThat(trigger.get("query")).isEqualTo("sum(max by (priority) (orchestrator_queue_lag{queue=\"gpu\"}))");
        assertThat(trigger.get("threshold")).isEqualTo("12");
        assertThat(chart.at("ScaledObject", "demo-worker-gpu", "spec", "maxReplicaCount"))
                .isEqualTo(9);
        assertThat(chart.at("ScaledObject", "demo-worker-gpu", "spec", "scaleTargetRef", "name"))
                .isEqualTo("demo-worker-gpu");
        var deployment = (Map<?, ?>) chart.at("Deployment", "demo-worker-gpu", "spec");
        assertThat(deployment.containsKey("replicas")).isFalse();
    }
}
