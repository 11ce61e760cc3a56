package io.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orchestrator.cli.SharedStack.Running;
import io.orchestrator.client.OrchestratorClient;
import io.orchestrator.model.ControlFact;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code orchestrator signal} without a job, with {@code examples/signal.yaml}. */
@ExtendWith(SharedStack.class)
class OutsideSignalsTest {

    private final Running stack;

    @TempDir
    private Path folder = Path.of("");

    OutsideSignalsTest(Running stack) {
        this.stack = stack;
    }

    private CliRun done(String... args) {
        var run = stack.cli(folder, args);
        assertThat(run.exitCode()).as(run.toString()).isZero();
        return run;
    }

    @Test
    void reachesTheJobThatWaitsAndTheOneThatComesToWait() {
        var file = Folders.repository().resolve("examples/signal.yaml").toString();
        var waiting = done("submit", file, "-i", "order=4711").out().strip();
        try (var client = OrchestratorClient.create(stack.client())) {
            await().atMost(Child.PATIENCE)
                    .ignoreExceptions()
                    .until(() -> client.events(waiting).stream()
                            .anyMatch(event -> event.fact() instanceof ControlFact.SignalAwaited));
        }

        var sent = done("signal", "--name", "paid", "--key", "4711", "{\"amount\": 7}", "--id", "p-1");
        done("signal", "--name", "paid", "--key", "4712", "{\"amount\": 8}", "--ttl", "5m");
        var late = done("watch", waiting);
        var early = done("run", file, "-i", "order=4712");

        assertThat(sent.out().strip()).isEqualTo("p-1");
        assertThat(late.toString()).contains("Order 4711: 7 paid");
        assertThat(early.toString()).contains("Order 4712: 8 paid");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "signal --name a/b --key 1|the name must have 1 to 200 characters",
                "signal --name paid|the key must have 1 to 500 characters",
                "signal --name paid --key 1 --ttl 8d|must be from 0 to 604800000 ms",
                "signal --name paid --key 1 --ttl soon|write a whole number and s, m, h or d",
                "signal --name paid --key 1 {} more|'more' is one argument too many",
                "signal job-1 paid --ttl 1h|--ttl is for a signal that names no job",
                "signal job-1 paid --id x|--id is for a signal that names no job"
            },
            delimiter = '|')
    void refusesWhatMakesNoSense(String command, String problem) {
        var run = stack.cli(folder, command.split(" "));

        assertThat(run.exitCode()).isEqualTo(Exit.INVALID);
        assertThat(run.err()).contains(problem);
    }
}
