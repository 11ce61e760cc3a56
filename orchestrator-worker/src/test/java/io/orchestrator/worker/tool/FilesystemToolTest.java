package io.orchestrator.worker.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.model.FailureKind;
import io.orchestrator.model.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilesystemToolTest {

    @TempDir
    Path folder;

    private Path root = Path.of("");
    private ToolRunner tools = ToolRunner.in(root);

    @BeforeEach
    void createRoot() throws Exception {
        root = Files.createDirectory(folder.resolve("root"));
        tools = ToolRunner.in(root);
    }

    @Test
    void writesAFileAndItsParentsWhenTheyAreMissing() throws Exception {
        var envelope =
                tools.envelope("filesystem", "write", "{`path`:`./output/greeting.txt`,`content`:`hello, world`}");

        assertThat(envelope)
                .isEqualTo(
                        ToolRunner.json(
                                "{`result`:{`action`:`write`,`path`:`./output/greeting.txt`,`size`:12},`success`:true,`error`:null}"));
        assertThat(root.resolve("output/greeting.txt")).hasContent("hello, world");
        assertThat(root.resolve("output")).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void readsWhatWasWritten() throws Exception {
        Files.writeString(root.resolve("a.txt"), "größe 😀");

        var envelope = tools.envelope("filesystem", "read", "{`path`:`a.txt`}");

        assertThat(envelope)
                .isEqualTo(ToolRunner.json("{`result`:{`action`:`read`,`path`:`a.txt`,`content`:`größe 😀`,`size`:7},"
                        + "`success`:true,`error`:null}"));
    }

    @Test
    void takesTheActionFromTheParametersWhenTheStepHasNone() throws Exception {
        Files.writeString(root.resolve("a.txt"), "x");

        assertThat(tools.result("filesystem", "", "{`action`:`read`,`path`:`a.txt`}")
                        .get("content"))
                .isEqualTo(Value.of("x"));
    }

    @Test
    void writesTheDataOfAProcessedTable() throws Exception {
        tools.result("filesystem", "write", "{`path`:`a.csv`,`content`:{`action`:`filter`,`data`:`a,b\\r\\n`}}");

        assertThat(Files.readString(root.resolve("a.csv"))).isEqualTo("a,b\r\n");
    }

    @Test
    void writesThroughALinkThatStaysInside() throws Exception {
        Files.writeString(root.resolve("real.txt"), "old");
        Files.createSymbolicLink(root.resolve("link.txt"), root.resolve("real.txt"));

        tools.result("filesystem", "write", "{`path`:`link.txt`,`content`:`new`}");

        assertThat(root.resolve("real.txt")).hasContent("new");
        assertThat(root.resolve("link.txt")).isSymbolicLink();
    }

    @Test
    void listsNamesTypesAndSizes() throws Exception {
        Files.createDirectories(root.resolve("out/sub"));
        Files.writeString(root.resolve("out/b.txt"), "12345");

        assertThat(tools.result("filesystem", "list", "{`path`:`./out`}"))
                .isEqualTo(ToolRunner.json("{`action`:`list`,`path`:`./out`,`items`:["
                        + "{`name`:`b.txt`,`path`:`out/b.txt`,`type`:`file`,`size`:5},"
                        + "{`name`:`sub`,`path`:`out/sub`,`type`:`directory`,`size`:null}],`count`:2}"));
    }

    @Test
    void copiesAFileIntoNewAndExistingFolders() throws Exception {
        Files.writeString(root.resolve("a.txt"), "x");
        Files.createDirectory(root.resolve("there"));

        var result = tools.result("filesystem", "copy", "{`path`:`a.txt`,`destination`:`new/b.txt`}");
        tools.result("filesystem", "copy", "{`path`:`a.txt`,`destination`:`there`}");

        assertThat(result).isEqualTo(ToolRunner.json("{`action`:`copy`,`source`:`a.txt`,`destination`:`new/b.txt`}"));
        assertThat(root.resolve("new/b.txt")).hasContent("x");
        assertThat(root.resolve("there/a.txt")).hasContent("x");
    }

    @Test
    void copiesAndMovesAndDeletesFolders() throws Exception {
        Files.createDirectories(root.resolve("a/b"));
        Files.writeString(root.resolve("a/b/c.txt"), "x");

        tools.result("filesystem", "copy", "{`path`:`a`,`destination`:`copy`}");
        tools.result("filesystem", "move", "{`path`:`a`,`destination`:`deep/moved`}");
        tools.result("filesystem", "delete", "{`path`:`copy`}");

        assertThat(root.resolve("deep/moved/b/c.txt")).hasContent("x");
        assertThat(root.resolve("a")).doesNotExist();
        assertThat(root.resolve("copy")).doesNotExist();
    }

    @Test
    void deletesTheLinkAndNotWhatItLeadsTo() throws Exception {
        Files.createDirectory(root.resolve("real"));
        Files.writeString(root.resolve("real/a.txt"), "x");
        Files.createSymbolicLink(root.resolve("link"), root.resolve("real"));

        tools.result("filesystem", "delete", "{`path`:`link`}");

        assertThat(root.resolve("link")).doesNotExist();
        assertThat(root.resolve("real/a.txt")).exists();
    }

    @ParameterizedTest
    @CsvSource({
        "read, gone.txt, File not found: gone.txt",
        "read, dir, Path is a directory: dir",
        "read, latin1.txt, File is not UTF-8 text: latin1.txt",
        "write, dir, Path is a directory: dir",
        "copy, gone.txt, Source not found: gone.txt",
        "move, gone.txt, Source not found: gone.txt",
        "delete, gone.txt, Path not found: gone.txt",
        "delete, ., The workspace itself cannot be deleted",
        "list, gone, Directory not found: gone",
        "list, latin1.txt, Path is not a directory: latin1.txt",
    })
    void reportsWhatIsWrongWhenThePathDoesNotFit(String action, String path, String error) throws Exception {
        Files.createDirectory(root.resolve("dir"));
        Files.write(root.resolve("latin1.txt"), new byte[] {(byte) 0xe4, 'x'});

        var envelope = tools.envelope(
                "filesystem", action, "{`path`:`" + path + "`,`content`:`x`,`destination`:`elsewhere.txt`}");

        assertThat(envelope).isEqualTo(ToolRunner.json("{`result`:null,`success`:false,`error`:`" + error + "`}"));
    }

    @ParameterizedTest
    @CsvSource({
        "read, ../secret.txt, x",
        "read, link/secret.txt, x",
        "write, ../new.txt, x",
        "write, /etc/new.txt, x",
        "write, link/new.txt, x",
        "copy, in.txt, ../out.txt",
        "copy, in.txt, link",
        "move, in.txt, link/out.txt",
        "delete, link/secret.txt, x",
        "list, .., x",
    })
    void refusesPathsOutsideTheWorkspace(String action, String path, String destination) throws Exception {
        Files.writeString(folder.resolve("secret.txt"), "secret");
        Files.writeString(root.resolve("in.txt"), "in");
        Files.createSymbolicLink(root.resolve("link"), folder);

        var failure = tools.failure(
                "filesystem", action, "{`path`:`" + path + "`,`content`:`x`,`destination`:`" + destination + "`}");

        assertThat(failure.kind()).isEqualTo(FailureKind.DENIED);
        assertThat(failure.message()).contains(root.toString());
        assertThat(folder.resolve("secret.txt")).hasContent("secret");
        assertThat(folder).isDirectoryNotContaining("glob:**.txt.part");
        assertThat(folder.resolve("out.txt")).doesNotExist();
    }

    @Test
    void refusesAFileThatIsTooLarge() throws Exception {
        Files.writeString(root.resolve("a.txt"), "123456");
        var small = new ToolRunner(root, new ToolLimits(1, 5, 1, 1, 1, "python3"));

        var failure = small.failure("filesystem", "read", "{`path`:`a.txt`}");

        assertThat(failure.code()).isEqualTo("FILE_TOO_LARGE");
        assertThat(failure.message()).isEqualTo("the file a.txt has 6 bytes, at most 5 are read");
    }

    @Test
    void refusesAFolderWithTooManyEntries() throws Exception {
        Files.writeString(root.resolve("a.txt"), "");
        Files.writeString(root.resolve("b.txt"), "");
        var small = new ToolRunner(root, new ToolLimits(1, 5, 1, 1, 1, "python3"));

        assertThat(small.failure("filesystem", "list", "{`path`:`.`}").code()).isEqualTo("TOO_MANY_ENTRIES");
    }

    @Test
    void startsNothingWhenTheThreadIsInterrupted() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> tools.run("filesystem", "write", "{`path`:`a.txt`,`content`:`x`}"))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
        assertThat(root).isEmptyDirectory();
    }
}
