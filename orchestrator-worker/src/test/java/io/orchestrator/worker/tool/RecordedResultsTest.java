package io.orchestrator.worker.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.json.Json;
import io.orchestrator.model.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our tools give the values that real runs of the original recorded. */
class RecordedResultsTest {

    private Path recorded = Path.of("");

    @TempDir
    Path root;

    @BeforeEach
    void findRecords() {
        var repository = Path.of("").toAbsolutePath();
        while (repository.getParent() != null
                && !Files.exists(repository.resolve(".git"))
                && !Files.exists(repository.resolve("docker-compose.yml"))) {
            repository = repository.getParent();
        }
        recorded = repository.resolveSibling("shared").resolve("conformance/contextlab");
        Assumptions.assumeTrue(Files.isDirectory(recorded), "no recorded results in " + recorded);
    }

    @Test
    void writesAndReadsAsRecorded() throws Exception {
        var tools = ToolRunner.in(root);

        var written =
                tools.envelope("filesystem", "write", "{`path`:`./output/greeting.txt`,`content`:`hello, world`}");
        var read = tools.envelope("filesystem", "read", "{`path`:`./output/greeting.txt`}");

        assertSame(written, value("01_hello_filesystem", "write_greeting"));
        assertSame(read, value("01_hello_filesystem", "read_back"));
    }

    @Test
    void readsAndFiltersCsvAsRecorded() throws Exception {
        Files.createDirectory(root.resolve("data"));
        Files.copy(recorded.resolve("data/input.csv"), root.resolve("data/input.csv"));
        var tools = ToolRunner.in(root);

        var read = tools.envelope("filesystem", "read", "{`path`:`data/input.csv`}");
        var content = Json.write(
                Objects.requireNonNull(ToolRunner.dict(read, "result").get("content")));
        var filtered = tools.envelope(
                "data-processing",
                "filter",
                "{`data`:" + content + ",`format`:`csv`,`operation`:{`criteria`:{`status`:`active`}}}");

        assertSame(read, value("simple_data_processing", "read_data"));
        assertSame(filtered, value("simple_data_processing", "process_data"));
    }

    @Test
    void runsCommandsAsRecorded() throws Exception {
        var recordedValue = value("terminal_automation", "system_info");

        var envelope =
                ToolRunner.in(root).envelope("terminal", "execute", "{`command`:`uname -a`,`capture_output`:true}");

        var result = ToolRunner.dict(envelope, "result");
        var stdout = Objects.requireNonNull(result.get("stdout"));
        var expected = ToolRunner.dict(recordedValue, "result").with("stdout", stdout);
        assertSame(envelope, recordedValue.with("result", expected));
    }

    /** Equal values with equal order of fields. */
    private static void assertSame(Value.Dict actual, Value.Dict expected) {
        assertThat(Json.writePretty(actual)).isEqualTo(Json.writePretty(expected));
    }

    private Value.Dict value(String run, String step) throws IOException {
        var document =
                Json.parseDict(Files.readString(recorded.resolve("results").resolve(run + ".json")));
        return ToolRunner.dict(ToolRunner.dict(ToolRunner.dict(document, "steps"), step), "value");
    }
}
