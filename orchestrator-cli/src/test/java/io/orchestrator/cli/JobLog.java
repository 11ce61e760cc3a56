package io.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orchestrator.client.ClientConfig;
import io.orchestrator.client.ClientException;
import io.orchestrator.client.OrchestratorClient;
import io.orchestrator.model.JobEvent;
import io.orchestrator.model.JobFact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The committed events of one job, gathered while it runs. */
final class JobLog implements AutoCloseable {

    private final OrchestratorClient client;
    private final List<JobEvent> events = new CopyOnWriteArrayList<>();
    private final Thread watcher;

    private JobLog(ClientConfig config, String jobId) {
        client = OrchestratorClient.create(config);
        watcher = Thread.ofVirtual().name("watch-" + jobId).unstarted(() -> watch(jobId));
    }

    private void watch(String jobId) {
        try {
            client.watch(jobId, event -> {
                events.add(event);
                return !event.fact().terminal();
            });
        } catch (ClientException e) {
            if (e.kind() != ClientException.Kind.INTERRUPTED) { // that is how close() ends it
                throw e;
            }
        }
    }

    static JobLog of(ClientConfig config, String jobId) {
        var log = new JobLog(config, jobId);
        log.watcher.start();
        return log;
    }

    void awaitEvent(Predicate<JobFact> wanted) {
        await().atMost(Child.PATIENCE)
                .until(() -> events.stream().map(JobEvent::fact).anyMatch(wanted));
    }

    void awaitCompleted(int steps) {
        await().atMost(Child.PATIENCE).until(() -> completed().size() >= steps);
    }

    void awaitCompletedCommands(int commands) {
        await().atMost(Child.PATIENCE).until(() -> completedCommands().size() >= commands);
    }

    void awaitEnd() {
        awaitEvent(JobFact::terminal);
    }

    /** Ids of completed steps, in order, one a completion. */
    List<String> completed() {
        return completions().map(done -> done.task().step()).toList();
    }

    private Stream<JobFact.StepCompleted> completions() {
        return events.stream()
                .map(JobEvent::fact)
                .filter(JobFact.StepCompleted.class::isInstance)
                .map(JobFact.StepCompleted.class::cast);
    }

    /** Ids of the commands that workers have completed, in order: what their tools know as idempotency keys. */
    List<String> completedCommands() {
        return completions()
                .filter(done -> !done.worker().isEmpty())
                .map(done -> done.task().commandId())
                .toList();
    }

    /** Of all events that the broker has. */
    void assertOneEnd(Class<? extends JobFact> end) {
        assertThat(events.stream().map(JobEvent::fact).filter(JobFact::terminal))
                .singleElement()
                .isInstanceOf(end);
        assertThat(events.stream().map(JobEvent::sequence)).isSorted().doesNotHaveDuplicates();
    }

    /** Each of these steps has left exactly one line in the file. */
    static void assertRanOnce(List<String> steps, Path ledger) throws IOException {
        var runs =
                Files.readAllLines(ledger).stream().collect(Collectors.groupingBy(line -> line, Collectors.counting()));
        assertThat(steps)
                .isNotEmpty()
                .allSatisfy(step -> assertThat(runs).as("runs of steps").containsEntry(step, 1L));
    }

    @Override
    public void close() {
        client.close();
    }
}
