package io.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.cli.ModelStack.Answering;
import io.orchestrator.cli.RuleModels.Asked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code <AUTO>} tags and files included, from the document to the result, with a model that answers by rule. */
@ExtendWith(ModelStack.class)
class AutoTagsTest {

    private static final String DOCUMENT = """
            name: Auto demo
            steps:
              - id: count
                tool: <AUTO>whatever runs "wc": a command</AUTO>
                parameters:
                  command: printf '%s' "<AUTO>one word about {{ inputs.topic }}</AUTO>"
              - id: ask
                action: generate
                model: <AUTO task="sum up">Select: a model</AUTO>
                prompt: << intro.md >>
                dependencies: "<AUTO>the step that counts</AUTO>"
              - id: never
                tool: terminal
                condition: <AUTO>Is {{ ask.result }} wrong? 'true' or 'false'</AUTO>
                parameters: {command: exit 1}
            inputs:
              topic: {type: string, default: tea}
            outputs:
              word: "${count.result.stdout}"
              answer: "${ask.result}"
            """;

    private final Answering answering;

    @TempDir
    private Path folder = Path.of("");

    AutoTagsTest(Answering answering) {
        this.answering = answering;
    }

    private CliRun cli(String... args) {
        return answering.stack().cli(folder, args);
    }

    @Test
    void fillsInEveryTagWhenDocumentRuns() throws IOException {
        var file = folder.resolve("flow.yaml");
        Files.writeString(file, DOCUMENT);
        Files.createDirectories(folder.resolve("prompts"));
        Files.writeString(folder.resolve("prompts/intro.md"), "Topic: {{ inputs.topic }}\nSay \"it\"\n");
        var result = folder.resolve("result.json");
        var before = answering.models().asked().size();

        var run = cli("run", file.toString(), "-o", result.toString());

        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(run.out()).contains("word: green", "answer: All is well");
        assertThat(run.err()).contains("tool filled in by job", "dependencies filled in by job");
        assertThat(Files.readString(result)).contains("count__auto_1", "never__auto_1");
        var asked = answering.models().asked();
        var prompts = asked.subList(before, asked.size());
        assertThat(prompts).extracting(Asked::model).hasSize(5).containsOnly("second");
        assertThat(prompts).extracting(Asked::prompt).anyMatch(prompt -> prompt.contains("Topic: tea\nSay \"it\""));
        assertThat(prompts.subList(2, 5))
                .extracting(Asked::prompt)
                .noneMatch(prompt -> prompt.contains("{{") || prompt.contains("<AUTO"));
    }

    @Test
    void saysWhereTheFileIsMissingWhenDocumentIncludesNone() throws IOException {
        var file = folder.resolve("flow.yaml");
        Files.writeString(file, "name: x\nsteps:\n- {id: a, tool: terminal, parameters: {command: \"<< no.md >>\"}}\n");

        var run = cli("validate", file.toString());

        assertThat(run.exitCode()).isEqualTo(Exit.INVALID);
        assertThat(run.toString()).contains("flow.yaml:3:", "include-missing", "there is no file 'no.md'");
    }
}
