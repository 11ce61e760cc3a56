package io.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.cli.SharedStack.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The examples in other dialects do what their comments say. */
@ExtendWith(SharedStack.class)
class DialectExamplesTest {

    private final Running stack;

    @TempDir
    private Path folder = Path.of("");

    DialectExamplesTest(Running stack) {
        this.stack = stack;
    }

    @BeforeEach
    void copyExamples() {
        ExampleFolder.in(folder);
    }

    private CliRun run(String example, String... more) {
        return new ExampleFolder(folder).run(stack, example, more);
    }

    @Test
    void countsWordsWhenAPlanOfLunaCoreRuns() throws IOException {
        copyBeside("lunacore/text_tools.py");

        var run = run("lunacore/plan.yaml");

        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(run.out()).contains("words: {\"be\":2,\"not\":1,\"or\":1,\"to\":2}");
        assertThat(folder.resolve("output/words.json")).content().contains("\"be\": 2");
    }

    @Test
    void takesTheRightBranchWhenAGraphOfUcopRuns() throws IOException {
        copyBeside("ucop/checks.py");

        var clean = run("ucop/graph.yaml", "-i", "article=A short text");
        var wordy = run("ucop/graph.yaml", "-i", "article=A really very long text");

        assertThat(clean.exitCode()).as(clean.toString()).isZero();
        assertThat(clean.out()).contains("verdict: 3 words", "is_clean: true");
        assertThat(folder.resolve("output/article.txt")).hasContent("A short text");
        assertThat(wordy.out()).as(wordy.toString()).contains("verdict: 5 words", "bad_words: [\"very\",\"really\"]");
        assertThat(wordy.err()).contains("step.skipped publish", "step.completed reject", "step.completed mark");
    }

    @Test
    void reportsWhenADefinitionOfUcopRuns() {
        var run = run("ucop/definition.yaml", "-i", "day=monday");

        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(run.out()).contains("file: output/report-monday.txt");
        assertThat(folder.resolve("output/report-monday.txt")).hasContent("orders 12, visits 340\n");
    }

    @Test
    void runsTheNamedWorkflowWhenTheDialectSaysIt() throws IOException {
        var document = Files.writeString(folder.resolve("two.yaml"), """
                workflows:
                  one: [{agent: x, tool: terminal, parameters: {command: echo one}, outputs: [stdout]}]
                  two: [{agent: x, tool: terminal, parameters: {command: echo two}, outputs: [stdout]}]
                """);

        var run = stack.cli(folder, "run", document.toString(), "--dialect", "ucop:two");

        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(run.out()).contains("stdout: two");
    }

    /** Modules are looked up in the workspace. */
    private void copyBeside(String file) throws IOException {
        var source = folder.resolve("examples").resolve(file);
        Files.copy(source, folder.resolve(source.getFileName().toString()));
    }
}
