package io.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.cli.ModelStack.Answering;
import io.orchestrator.json.Json;
import io.orchestrator.model.Call;
import io.orchestrator.model.StepCommand;
import io.orchestrator.model.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every one of the original's example pipelines is run to its end, with a model server that answers by rule. The table is
 * {@code contextlab/runs.txt}, which {@code -Dgolden.write=true} writes anew; why a run does not complete is in {@code
 * contextlab/reasons.txt}, one line each, written by hand. What a pipeline needs as inputs is in {@code
 * contextlab/inputs.json}.
 */
@ExtendWith(ModelStack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PipelineRunsTest {

    /** What the build prints: Surefire drops the entries of a test reporter. */
    private static final System.Logger REPORT = System.getLogger(PipelineRunsTest.class.getName());

    private static final Path RESOURCES = Path.of("src", "test", "resources", "contextlab");
    private static final int AT_A_TIME = 6;

    /** Nothing of a template or a tag may be left where a tool or a model sees it. */
    private static final List<String> UNRENDERED = List.of("{{", "{%", "${", "<AUTO");

    /** Text on purpose: a question about a document's structure shows the model the document. */
    private static final String QUESTION_JOB = "fill-in-";

    private static final String QUESTION = "Below is a workflow document in YAML.";

    /** What a pipeline calls that not every machine has; without it the pipeline's outcome is not compared. */
    private static final Map<String, String> NEEDS = Map.of(
            "examples/terminal_automation.yaml", "python --version && pip list | grep -E '(numpy|pandas|matplotlib)'",
            "examples/sub_pipelines/trend_analysis.yaml", "python3 -c 'import numpy, pandas, scipy'");

    private final Answering answering;

    private List<PipelineRun> runs = List.of();
    private List<StepCommand> commands = List.of();

    PipelineRunsTest(Answering answering) {
        this.answering = answering;
    }

    @BeforeAll
    void runEveryPipeline(@TempDir Path folder) throws Exception {
        var inputs = Json.parseDict(Files.readString(RESOURCES.resolve("inputs.json")));
        var data = Folders.conformance("contextlab");
        var files = Json.parseDict(Files.readString(data.resolve("expected.json")))
                .entries()
                .keySet();
        try (var threads = Executors.newFixedThreadPool(AT_A_TIME)) {
            var running = threads.invokeAll(files.stream()
                    .map(file -> (Callable<PipelineRun>) () -> {
                        var workspace = folder.resolve(file.replace('/', '-'));
                        Folders.copy(data, workspace);
                        return run(file, workspace, inputs.get(file));
                    })
                    .toList());
            runs = running.stream().map(PipelineRunsTest::done).toList();
        }
        commands = SentCommands.of(answering.stack());
    }

    private static PipelineRun done(Future<PipelineRun> run) {
        try {
            return run.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private PipelineRun run(String file, Path workspace, @Nullable Value inputs) throws IOException {
        var given =
                Files.writeString(workspace.resolve("inputs.json"), Json.write(inputs == null ? Value.EMPTY : inputs));
        var result = workspace.resolve("result.json");
        var command = answering
                .stack()
                .cli(
                        workspace,
                        "run",
                        workspace.resolve(file).toString(),
                        "-c",
                        given.toString(),
                        "-o",
                        result.toString());
        return new PipelineRun(
                file,
                command,
                Files.exists(result) ? Optional.of(Json.parseDict(Files.readString(result))) : Optional.empty());
    }

    @Test
    void endsAsRecordedWhenEachPipelineRuns() throws IOException {
        var prompts = commands.stream()
                .filter(command -> command.call() instanceof Call.Model)
                .collect(Collectors.groupingBy(command -> command.task().jobId(), Collectors.counting()));
        var lines = new LinkedHashMap<String, String>();
        runs.forEach(
                run -> lines.put(run.file(), run.outcome() + "; prompts: " + prompts.getOrDefault(run.jobId(), 0L)));

        var reasons = lines("reasons.txt");
        var table = new StringBuilder("pipelines and what became of them\n");
        lines.forEach((file, outcome) -> {
            table.append(file).append(": ").append(outcome).append('\n');
            if (reasons.containsKey(file)) {
                table.append("    because ").append(reasons.get(file)).append('\n');
            }
        });
        REPORT.log(System.Logger.Level.INFO, table.toString());
        if (Boolean.getBoolean("golden.write")) {
            Files.write(
                    RESOURCES.resolve("runs.txt"),
                    lines.entrySet().stream()
                            .map(line -> line.getKey() + ": " + line.getValue())
                            .toList());
        }
        var expected = lines("runs.txt");
        NEEDS.forEach((file, command) -> {
            if (!works(command)) {
                REPORT.log(System.Logger.Level.INFO, "not compared: " + file + ": this machine lacks what it calls");
                lines.remove(file);
                expected.remove(file);
            }
        });
        assertThat(lines).containsExactlyEntriesOf(expected);
    }

    @Test
    void hasAReasonWhereAPipelineDoesNotComplete() throws IOException {
        var needed = new TreeSet<String>();
        lines("runs.txt").forEach((file, outcome) -> {
            if (!outcome.startsWith("completed, steps")) {
                needed.add(file);
            }
        });

        assertThat(lines("reasons.txt").keySet()).containsExactlyInAnyOrderElementsOf(needed);
    }

    @Test
    void rendersEverythingBeforeAToolOrModelSeesIt() {
        var calls = commands.stream()
                .filter(command -> !command.task().jobId().startsWith(QUESTION_JOB))
                .toList();
        var asked = answering.models().asked().stream()
                .filter(request -> !request.prompt().startsWith(QUESTION))
                .toList();

        assertThat(calls).hasSizeGreaterThan(100);
        assertThat(calls)
                .allSatisfy(call -> assertThat(SentCommands.texts(call.call()))
                        .as("job %s, step %s", call.task().jobId(), call.task().step())
                        .noneMatch(PipelineRunsTest::unrendered));
        assertThat(asked).hasSizeGreaterThan(50);
        assertThat(asked).allSatisfy(request -> assertThat(request.texts()).noneMatch(PipelineRunsTest::unrendered));
    }

    private static boolean unrendered(String text) {
        return UNRENDERED.stream().anyMatch(text::contains);
    }

    private static boolean works(String command) {
        try {
            return ConformanceTest.works(command);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(command, e);
        }
    }

    /** {@code file: text}, by file. */
    private static Map<String, String> lines(String name) throws IOException {
        var lines = new LinkedHashMap<String, String>();
        for (var line : Files.readAllLines(RESOURCES.resolve(name))) {
            if (!line.isBlank() && !line.startsWith("#")) {
                var colon = line.indexOf(": ");
                assertThat(colon).as(line).isPositive();
                lines.put(line.substring(0, colon), line.substring(colon + 2));
            }
        }
        return lines;
    }
}
