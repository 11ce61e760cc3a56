package io.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.cli.ModelStack.Answering;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The examples that ask a model do what their comments say. */
@ExtendWith(ModelStack.class)
class ModelExamplesTest {

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void copyExamples() {
        ExampleFolder.in(folder);
    }

    @Test
    void letsAModelFillInTheRestWhenAutoRuns(Answering answering) {
        var run = answering
                .stack()
                .cli(folder, "run", folder.resolve("examples/auto.yaml").toString());

        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(run.out()).contains("written: 2", "verdict: enough");
        assertThat(folder.resolve("output/auto/oslo.txt")).hasContent("Oslo: Oslo smells of salt.\n");
        assertThat(folder.resolve("output/auto/lima.txt")).hasContent("Lima: All is well\n");
    }

    @Test
    void findsTheNoteWhenAnAgentRuns(Answering answering) {
        var run = answering
                .stack()
                .cli(folder, "run", folder.resolve("examples/agent.yaml").toString());

        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(run.out()).contains("place: in the blue jar", "turns: 5", "calls: 4");
        assertThat(folder.resolve("output/agent/answer.txt"))
                .hasContent("The key is in the blue jar, says kitchen.txt.");
        assertThat(run.err())
                .contains(
                        "step.completed seek[0].call[case1].list_notes", "step.completed seek[3].call[case2].read_note")
                .contains("step.completed seek[4].turn");
    }
}
