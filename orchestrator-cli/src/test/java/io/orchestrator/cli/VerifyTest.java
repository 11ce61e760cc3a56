package io.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.cli.SharedStack.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code orchestrator verify} on a real broker, with what a real coordinator has stored. */
@ExtendWith(SharedStack.class)
class VerifyTest {

    private final Running stack;

    @TempDir
    private Path folder = Path.of("");

    VerifyTest(Running stack) {
        this.stack = stack;
    }

    @Test
    void findsWhatIsStoredAsTheEventsSay() throws IOException {
        var inline = Files.writeString(folder.resolve("loop.yaml"), """
                id: loop
                steps:
                - {id: rows, set: {rows: "${range(5) | list}"}}
                - id: each
                  for_each: "${rows}"
                  steps: [{id: show, tool: terminal, action: execute, parameters: {command: "echo ${item}"}}]
                  dependencies: [rows]
                - {id: bad, tool: terminal, action: execute, parameters: {command: "exit 3"}, on_error: {fallback_value: mended}, dependencies: [each]}
                """);
        var published = Folders.repository().resolve("examples/hello.yaml").toString();
        var loop = stack.cli(folder, "run", inline.toString());
        stack.cli(folder, "run", published);
        var jobId = loop.err().replaceAll("(?s).*\\(job ([^)]+)\\).*", "$1");

        var one = stack.cli(folder, "verify", jobId);
        var all = stack.cli(folder, "verify", "--all");

        assertThat(one.exitCode()).as(one + "\n" + loop).isZero();
        assertThat(one.out()).isEqualTo("1 verified, 0 not as their events say, 0 not stored any more\n");
        assertThat(all.exitCode()).as(all.toString()).isZero();
        assertThat(all.out())
                .matches("(?s)([2-9]|\\d\\d+) verified, 0 not as their events say, \\d+ not stored any more\n");
    }

    @Test
    void saysSoWhenNothingIsStored() {
        var run = stack.cli(folder, "verify", "nobody");

        assertThat(run.exitCode()).as(run.toString()).isEqualTo(Exit.FAILURE);
        assertThat(run.out()).contains("nobody: nothing is stored of job 'nobody'", "1 not stored any more");
    }
}
