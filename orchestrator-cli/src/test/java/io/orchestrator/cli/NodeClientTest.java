package io.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.cli.NodeProgram.Ended;
import io.orchestrator.cli.SharedStack.Running;
import io.orchestrator.client.OrchestratorClient;
import io.orchestrator.json.Json;
import io.orchestrator.model.JobStatus;
import io.orchestrator.model.Priority;
import io.orchestrator.topics.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A publisher, monitor and worker in another language, written from {@code docs/protocol.md}, does its part. */
@ExtendWith(SharedStack.class)
class NodeClientTest {

    @TempDir
    private static Path home = Path.of("");

    @SuppressWarnings("NullAway.Init")
    private static NodeProgram program;

    private final Running stack;

    @TempDir
    private Path folder = Path.of("");

    NodeClientTest(Running stack) {
        this.stack = stack;
    }

    @BeforeAll
    static void install() throws IOException, InterruptedException {
        program = NodeProgram.install(home);
    }

    @Test
    void runsAStepAndReadsTheEventsWhenItServesAQueue() throws IOException, InterruptedException {
        var ended = quote("tea");

        assertThat(ended.exitCode()).as(ended.output()).isZero();
        assertThat(steps(ended))
                .as(ended.output())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("job.accepted"),
                        line -> assertThat(line).isEqualTo("step.scheduled price"),
                        line -> assertThat(line).matches("step.started price node-\\d+"),
                        line -> assertThat(line).matches("step.completed price node-\\d+"),
                        line -> assertThat(line).isEqualTo("step.scheduled file"),
                        line -> assertThat(line).matches("step.started file (?!node-).+"),
                        line -> assertThat(line).matches("step.completed file (?!node-).+"),
                        line -> assertThat(line).isEqualTo("job.completed"));
        assertThat(folder.resolve("quote.txt")).hasContent("tea: 1050");
        try (var client = OrchestratorClient.create(stack.client())) {
            var result = client.result(jobId(ended));
            assertThat(result.status()).isEqualTo(JobStatus.COMPLETED);
            assertThat(result.success()).isTrue();
            assertThat(result.outputs()).isEqualTo(Json.parse("{\"total\":1050}"));
        }
    }

    @Test
    void failsTheJobWithItsOwnWordsWhenItAnswersWithAFailure() throws IOException, InterruptedException {
        var ended = quote("gold");

        assertThat(ended.exitCode()).as(ended.output()).isEqualTo(1);
        assertThat(ended.output()).contains("step.failed price", "job.failed price", "no price for 'gold'");
    }

    @Test
    void goesOnWhenACommandCannotBeRead() throws IOException, InterruptedException, ExecutionException {
        var letters = new DeadLetters(stack);
        var key = letters.sendNonsense(new Topics("").stepCommands(SharedStack.FOREIGN_QUEUE, Priority.NORMAL));

        var ended = quote("coffee");

        assertThat(ended.exitCode()).as(ended.output()).isZero();
        assertThat(letters.await(key).component()).isEqualTo("node");
    }

    private Ended quote(String item) throws IOException, InterruptedException {
        return program.start(
                Map.of("ITEM", item, "ORCHESTRATOR_WORKSPACE", folder.toString()),
                List.of(stack.addresses().bootstrap(), stack.addresses().registry(), SharedStack.FOREIGN_QUEUE));
    }

    /** Its events without their numbers. How often a lease is renewed hangs on the machine. */
    private static Stream<String> steps(Ended ended) {
        return ended.output()
                .lines()
                .filter(line -> line.matches("\\d+ .*") && !line.contains("step.lease-renewed"))
                .map(line -> line.substring(line.indexOf(' ') + 1));
    }

    private static String jobId(Ended ended) {
        return ended.output()
                .lines()
                .filter(line -> line.startsWith("job "))
                .map(line -> line.substring("job ".length()))
                .findFirst()
                .orElseThrow();
    }
}
