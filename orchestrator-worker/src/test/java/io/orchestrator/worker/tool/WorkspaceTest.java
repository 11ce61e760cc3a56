package io.orchestrator.worker.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkspaceTest {

    @TempDir
    Path folder;

    private Path root = Path.of("");
    private Workspace workspace = new Workspace(root);

    @BeforeEach
    void createRoot() throws Exception {
        root = Files.createDirectory(folder.resolve("root"));
        workspace = new Workspace(root);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.txt", "./a.txt", "sub/../a.txt", "sub/./../a.txt"})
    void resolvesPathsInsideTheRoot(String path) throws Exception {
        assertThat(workspace.resolve(path)).isEqualTo(root.resolve("a.txt"));
    }

    @Test
    void resolvesAnAbsolutePathInsideTheRoot() throws Exception {
        assertThat(workspace.resolve(root.resolve("new/a.txt").toString())).isEqualTo(root.resolve("new/a.txt"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "../x", "sub/../../x", "/etc/passwd", "/", "../root2/x"})
    void refusesPathsThatLeaveTheRoot(String path) {
        assertThatThrownBy(() -> workspace.resolve(path))
                .isInstanceOf(WorkspaceException.class)
                .hasMessageContaining("'" + path + "'")
                .hasMessageContaining(root.toString());
    }

    @Test
    void refusesAPathThroughASymbolicLinkThatLeavesTheRoot() throws Exception {
        Files.createSymbolicLink(root.resolve("out"), folder);

        assertThatThrownBy(() -> workspace.resolve("out/secret.txt"))
                .isInstanceOf(WorkspaceException.class)
                .hasMessageContaining("leads out of the workspace");
    }

    @Test
    void refusesADanglingSymbolicLink() throws Exception {
        Files.createSymbolicLink(root.resolve("dangling"), folder.resolve("not-there"));

        assertThatThrownBy(() -> workspace.resolve("dangling")).isInstanceOf(WorkspaceException.class);
    }

    @Test
    void followsASymbolicLinkThatStaysInside() throws Exception {
        Files.createDirectory(root.resolve("real"));
        Files.createSymbolicLink(root.resolve("link"), root.resolve("real"));

        assertThat(workspace.resolve("link/a.txt")).isEqualTo(root.resolve("link/a.txt"));
    }

    @Test
    void acceptsARootThatIsItselfReachedThroughASymbolicLink() throws Exception {
        var link = Files.createSymbolicLink(folder.resolve("link-to-root"), root);

        assertThat(new Workspace(link).resolve("a.txt")).isEqualTo(link.resolve("a.txt"));
    }

    @Test
    void refusesTextThatIsNoPath() {
        assertThatThrownBy(() -> workspace.resolve("a\0b"))
                .isInstanceOf(WorkspaceException.class)
                .hasMessageContaining("is not a path");
    }
}
