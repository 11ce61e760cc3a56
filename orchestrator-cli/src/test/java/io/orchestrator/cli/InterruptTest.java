package io.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orchestrator.cli.SharedStack.Running;
import io.orchestrator.client.OrchestratorClient;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.JobView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C during {@code run}. */
@ExtendWith(SharedStack.class)
class InterruptTest {

    private final Running stack;

    @TempDir
    private Path folder = Path.of("");

    InterruptTest(Running stack) {
        this.stack = stack;
    }

    @Test
    void cancelsTheJobAndExitsWith130WhenInterrupted() throws IOException, InterruptedException {
        var seconds = "200.0418";
        var file = Files.writeString(
                folder.resolve("interrupted.yaml"),
                "id: interrupted\nname: interrupted\nsteps:\n"
                        + "  - {id: long, tool: terminal, action: execute, parameters: {command: \"sleep " + seconds
                        + "\", timeout: 300}}\n");
        try (var run = Child.start(stack.home(), folder, "run", file.toString())) {
            await().atMost(Child.PATIENCE)
                    .until(() -> !ConformanceTest.processes("sleep " + seconds).isEmpty());

            run.signal("INT");

            assertThat(run.waitFor()).as(run.text()).isEqualTo(130);
            assertThat(run.text()).contains("Interrupted: cancelling job", "job.cancelled");
        }
        assertThat(ConformanceTest.processes("sleep " + seconds)).isEmpty();
        try (var client = OrchestratorClient.create(stack.client())) {
            await().atMost(Child.PATIENCE)
                    .until(() -> client.jobs(10, view -> view.workflow().startsWith("interrupted@")).stream()
                            .map(JobView::status)
                            .toList()
                            .contains(JobStatus.CANCELLED));
        }
    }
}
