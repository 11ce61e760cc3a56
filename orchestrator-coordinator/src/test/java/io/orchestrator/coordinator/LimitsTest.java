package io.orchestrator.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orchestrator.coordinator.admission.AdmissionOptions;
import io.orchestrator.coordinator.admission.QueueLimit;
import io.orchestrator.model.AdmissionFact;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobFact;
import io.orchestrator.model.JobRequest;
import io.orchestrator.model.Priority;
import io.orchestrator.model.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A thousand jobs on a queue with limit 3, over a real broker, with coordinators that come and go: by the event log. */
@Timeout(300)
class LimitsTest {

    private static final int JOBS = Integer.getInteger("limits.jobs", 1_000);
    private static final int LIMIT = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String ONE = """
            id: one
            name: One step
            version: 1.0.0
            steps:
              - {id: work, tool: terminal, priority: normal, parameters: {command: "echo x"}}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void neverRunsMoreThanTheLimitAndBeginsTheUrgentNext() {
        try (var platform = new Platform(folder);
                var log = new EventLog(
                        platform.bootstrapServers(), platform.codecs(), platform.topics, Platform.PARTITIONS);
                var worker = platform.worker();
                var client = platform.client()) {
            worker.allow(Integer.MAX_VALUE);
            try (var first = running(platform)) {
                for (int i = 0; i < JOBS; i++) {
                    client.submit(request("job-" + i, Priority.NORMAL));
                }
                awaitEnded(log, JOBS / 5);
                assertThat(first.failure()).isEmpty();
            }
            try (var second = running(platform)) {
                client.submit(request("urgent", Priority.HIGH));
                awaitEnded(log, JOBS / 2);
                assertThat(second.failure()).isEmpty();
            }
            try (var third = running(platform)) {
                awaitEnded(log, JOBS + 1);
                assertThat(third.failure()).isEmpty();
            }

            assertThat(log.events).extracting(JobEvent::jobId).contains("urgent");
            assertThat(log.events)
                    .extracting(JobEvent::fact)
                    .filteredOn(JobFact::terminal)
                    .hasSize(JOBS + 1)
                    .hasOnlyElementsOfType(JobFact.JobCompleted.class);
            assertThat(log.mostRunning()).isEqualTo(LIMIT);
            assertThat(overtaken(log)).isLessThanOrEqualTo(3 * LIMIT);
        }
    }

    /** Jobs let through after the urgent one had queued and before it was let through itself. */
    private static long overtaken(EventLog log) {
        var queued = at(log, AdmissionFact.Queued.class);
        var admitted = at(log, AdmissionFact.Admitted.class);
        return log.events.stream()
                .filter(event -> event.fact() instanceof AdmissionFact.Admitted)
                .filter(event -> event.atMs() > queued && event.atMs() < admitted)
                .count();
    }

    private static long at(EventLog log, Class<? extends AdmissionFact> fact) {
        return log.events.stream()
                .filter(event -> event.jobId().equals("urgent") && fact.isInstance(event.fact()))
                .mapToLong(JobEvent::atMs)
                .findFirst()
                .orElseThrow();
    }

    private static void awaitEnded(EventLog log, long jobs) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> {
            log.read();
            return log.ended() >= jobs;
        });
    }

    private Coordinator running(Platform platform) {
        var limit = new QueueLimit(OptionalInt.of(LIMIT), Optional.empty());
        var defaults = AdmissionOptions.defaults();
        var limits = new AdmissionOptions(
                Map.of("default", limit),
                defaults.others(),
                defaults.normalAgeing(),
                defaults.lowAgeing(),
                defaults.check());
        var coordinator = Coordinator.create(platform.limited(folder.resolve("state"), limits));
        coordinator.start();
        return coordinator;
    }

    private static JobRequest request(String jobId, Priority priority) {
        return new JobRequest(
                jobId,
                Optional.empty(),
                Optional.of(ONE),
                Value.EMPTY,
                Optional.of(priority),
                Map.of(),
                "",
                "ann",
                System.currentTimeMillis());
    }
}
