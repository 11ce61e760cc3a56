package io.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.cli.SharedStack.Running;
import io.orchestrator.json.Json;
import io.orchestrator.model.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The original's pipelines give the original's result documents: steps, statuses, values, outputs. What a machine or a
 * moment decides is blanked ({@link Normalized}); where the original writes a wrong file, ours writes the right one.
 */
@ExtendWith(SharedStack.class)
class ConformanceTest {

    private static final double LONGEST_FAILURE_POLICY_S = 5;
    private static final String CSV = """
            name,status,value,created_date\r
            Project Alpha,active,1500,2024-01-15\r
            Project Gamma,active,3100,2024-03-05\r
            Project Epsilon,active,2700,2024-04-12\r
            Project Eta,active,4200,2024-05-15\r
            Project Iota,active,2900,2024-06-22\r
            """;

    private final Running stack;

    @TempDir
    private Path workspace = Path.of("");

    ConformanceTest(Running stack) {
        this.stack = stack;
    }

    @BeforeEach
    void copyPipelines() {
        Folders.copy(Folders.conformance("contextlab"), workspace);
    }

    @ParameterizedTest
    @CsvSource({
        "examples/supported/01_hello_filesystem.yaml,       01_hello_filesystem.json,    0",
        "examples/supported/02_parallel_fanout_fanin.yaml,  02_parallel_fanout_fanin.json, 0",
        "examples/supported/04_conditions.yaml,             04_conditions.json,          0",
        "examples/supported/06_failure_policy.yaml,         06_failure_policy.json,      1",
        "examples/simple_data_processing.yaml,              simple_data_processing.json, 0",
        "examples/terminal_automation.yaml,                 terminal_automation.json,    0",
    })
    void givesTheOriginalsResultWhenItsPipelineRuns(String pipeline, String recorded, int exitCode) throws Exception {
        if (pipeline.contains("terminal_automation")) {
            assumeCommandWorks("python --version && pip list | grep -E '(numpy|pandas|matplotlib)'");
        }

        var run = run(pipeline);

        assertThat(run.exitCode()).as(run.toString()).isEqualTo(exitCode);
        var expected = read(workspace.resolve("results").resolve(recorded));
        assertThat(Differences.of(Normalized.of(expected), Normalized.of(result())))
                .as(run.toString())
                .isEmpty();
    }

    @Test
    void writesTheCsvWhenDataIsProcessed() throws IOException {
        run("examples/simple_data_processing.yaml");

        var folder = workspace.resolve("examples/outputs/simple_data_processing");
        try (var files = Files.list(folder)) {
            var written = files.filter(file -> file.toString().endsWith(".csv")).toList();
            assertThat(written)
                    .singleElement()
                    .satisfies(csv -> assertThat(Files.readString(csv)).isEqualTo(CSV));
        }
    }

    @Test
    void endsInTimeAndLeavesNoChildWhenStepsTimeOut() throws IOException {
        run("examples/supported/06_failure_policy.yaml");

        assertThat(result().get("duration"))
                .isInstanceOfSatisfying(
                        Value.Real.class, seconds -> assertThat(seconds.value()).isLessThan(LONGEST_FAILURE_POLICY_S));
        assertThat(processes("sleep 5")).isEmpty();
    }

    private CliRun run(String pipeline) {
        return stack.cli(workspace, "run", workspace.resolve(pipeline).toString(), "-o", resultFile());
    }

    private String resultFile() {
        return workspace.resolve("result.json").toString();
    }

    private Value.Dict result() throws IOException {
        return read(Path.of(resultFile()));
    }

    private static Value.Dict read(Path file) throws IOException {
        return Json.parseDict(Files.readString(file));
    }

    /** Living processes with this in their command line. */
    static List<String> processes(String words) {
        return ProcessHandle.allProcesses()
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().commandLine().stream())
                .filter(line -> line.matches("(?s).*" + Pattern.quote(words) + "(?![0-9]).*"))
                .toList();
    }

    private static void assumeCommandWorks(String command) throws IOException, InterruptedException {
        Assumptions.assumeTrue(works(command), "this machine lacks what the pipeline calls: " + command);
    }

    /** Whether the shell runs it without an error. */
    static boolean works(String command) throws IOException, InterruptedException {
        var process = new ProcessBuilder("sh", "-c", command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0;
    }
}
