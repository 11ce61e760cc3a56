package io.orchestrator.worker.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.json.Json;
import io.orchestrator.model.OutputFile;
import io.orchestrator.model.TaskResult;
import io.orchestrator.model.Value;
import io.orchestrator.worker.tool.Workspace;
import io.orchestrator.worker.tool.WorkspaceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OutputTargetTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a.json|`{\"a\": [1]}`|`{\\n  \"a\" : [ 1 ]\\n}`",
                "a.yaml|`{\"a\": [1]}`|`a:\\n- 1\\n`",
                "a.csv|`[{\"a\": 1, \"b\": \"x\"}]`|`a,b\\r\\n1,x\\r\\n`",
                "a.md|`\"# Title\"`|`# Title`",
                "a.txt|`3`|`3`",
                "a.csv|`{\"action\": \"transform\", \"data\": \"a\\nb\"}`|`a\\nb`",
            })
    void writesTheResultWhenTheToolWroteNothing(String location, String result, String text) throws Exception {
        var finished = finish(wanted(location), Json.parse(result));

        assertThat(Files.readString(folder.resolve(location)))
                .isEqualToNormalizingWhitespace(text.replace("\\n", "\n").replace("\\r", "\r"));
        assertThat(info(finished).get("file_size")).isEqualTo(Value.of(Files.size(folder.resolve(location))));
    }

    @Test
    void tellsFormatAndChecksumWhenTheFileIsWritten() throws Exception {
        var finished = finish(wanted("out/a.txt"), Value.of("abc"));

        assertThat(info(finished)).isEqualTo(Json.parse("""
                        {"location": "out/a.txt", "format": "text", "mime_type": "text/plain", "file_size": 3,
                         "checksum": "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                         "validation_status": "unchecked"}"""));
    }

    @Test
    void leavesTheFileAloneWhenTheToolItselfWroteIt() throws Exception {
        Files.writeString(folder.resolve("a.json"), "[]");
        var target = target(wanted("a.json"));
        Files.writeString(folder.resolve("a.json"), "{\"of\": \"the tool\"}");

        var finished = target.finish(done(Value.of("something else")), "step");

        assertThat(folder.resolve("a.json")).hasContent("{\"of\": \"the tool\"}");
        assertThat(info(finished).get("validation_status")).isEqualTo(Value.of("valid"));
    }

    @Test
    void replacesAnEarlierFileWhenTheToolWroteNothing() throws Exception {
        Files.writeString(folder.resolve("a.txt"), "earlier");

        finish(wanted("a.txt"), Value.of("now"));

        assertThat(folder.resolve("a.txt")).hasContent("now");
    }

    @Test
    void failsWhenTheResultIsNotOfTheFormat() throws Exception {
        assertThat(failure(finish(wanted("a.json"), Value.of("no json"))))
                .contains("a.json")
                .contains("it is no JSON");
        assertThat(failure(finish(wanted("a.csv"), Value.of(3)))).contains("CSV needs a list of maps");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void failsWhenOnlyAToolCouldHaveWrittenTheFile() throws Exception {
        var wanted = new OutputFile("a.pdf", "binary pdf", 0);

        assertThat(failure(finish(wanted, Value.of("text")))).contains("only a tool can write pdf");

        var target = target(wanted);
        Files.writeString(folder.resolve("a.pdf"), "%PDF");
        assertThat(info(target.finish(done(Value.of("text")), "step")).get("mime_type"))
                .isEqualTo(Value.of("application/pdf"));
    }

    @Test
    void failsAndLeavesNothingWhenTheFileWouldBeTooLarge() throws Exception {
        var finished = finish(new OutputFile("a.txt", "text", 3), Value.of("four"));

        assertThat(failure(finished)).contains("has 4 bytes, at most 3").contains("size_limit");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void leavesReportedFailuresAloneWhenThereIsNothingToWrite() throws Exception {
        var reported = new TaskResult.Done(
                Json.parseDict("{\"result\": 1, \"success\": false, \"error\": \"no\"}"), Optional.empty());

        assertThat(target(wanted("a.txt")).finish(reported, "step")).isEqualTo(reported);
        assertThat(folder).isEmptyDirectory();
    }

    private static OutputFile wanted(String location) {
        return new OutputFile(location, "", 0);
    }

    private OutputTarget target(OutputFile wanted) throws WorkspaceException, IOException {
        return OutputTarget.of(wanted, new Workspace(folder.toRealPath()));
    }

    private TaskResult finish(OutputFile wanted, Value result) throws Exception {
        return target(wanted).finish(done(result), "step");
    }

    private static TaskResult done(Value result) {
        return new TaskResult.Done(
                Value.of(java.util.Map.of("result", result, "success", Value.Bool.TRUE)), Optional.empty());
    }

    private static Value.Dict info(TaskResult result) {
        var envelope = ((TaskResult.Done) result).envelope();
        return (Value.Dict) Objects.requireNonNull(envelope.get("output_info"));
    }

    private static String failure(TaskResult result) {
        return ((TaskResult.Failed) result).failure().message();
    }
}
