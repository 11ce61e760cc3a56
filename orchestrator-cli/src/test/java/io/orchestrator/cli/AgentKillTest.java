package io.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orchestrator.cli.stack.DataHome;
import io.orchestrator.client.ClientConfig;
import io.orchestrator.model.JobFact;
import io.orchestrator.topics.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} in the middle of an agent's turn: it goes on with that turn, and the model is not asked again. */
class AgentKillTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void goesOnAtTheLastTurnWhenTheWholeProcessIsKilled() throws IOException {
        var home = new DataHome(folder.resolve("home"));
        var workflow = Files.writeString(folder.resolve("count.yaml"), """
                id: count
                name: Count
                steps:
                  - id: count
                    agent: {model: rule/first, instructions: Count to one with the tool., tools: [terminal]}
                outputs: {number: "${count.result}"}
                """);
        try (var models = RuleModels.start()) {
            String jobId;
            try (var first = dev(home, models)) {
                first.awaitLine("Ready");
                var submitted =
                        CliRun.of(home, folder, "submit", workflow.toString(), "--workspace", folder.toString());
                assertThat(submitted.exitCode()).as(submitted.toString()).isZero();
                jobId = submitted.out().strip();
                await().atMost(Child.PATIENCE).until(() -> Files.exists(folder.resolve("begun")));
                first.kill();
            }
            var asked = models.asked().size();
            Files.createFile(folder.resolve("go"));

            try (var second = dev(home, models)) {
                second.awaitLine("Ready");
                try (var log = JobLog.of(client(second), jobId)) {
                    log.awaitEnd();

                    log.assertOneEnd(JobFact.JobCompleted.class);
                    assertThat(log.completed())
                            .containsExactly(
                                    "count[0].turn",
                                    "count[0].call[case1].terminal",
                                    "count[0].call",
                                    "count[1].turn",
                                    "count");
                }
            }
            assertThat(asked).isEqualTo(1);
            assertThat(models.asked()).hasSize(2);
        }
    }

    private Child dev(DataHome home, RuleModels models) {
        return Child.start(
                home,
                folder,
                "dev",
                "--port=0",
                "--registry-port=0",
                "--http-port=0",
                "-D",
                "worker.lease=4s",
                "-D",
                "models.rule.base-url=" + models.url());
    }

    private static ClientConfig client(Child dev) {
        return new ClientConfig(
                lastWord(dev.awaitLine("Kafka")),
                Map.of(),
                Map.of("schema.registry.url", lastWord(dev.awaitLine("Schema registry"))),
                new Topics(""));
    }

    private static String lastWord(String line) {
        return line.substring(line.lastIndexOf(' ') + 1);
    }
}
