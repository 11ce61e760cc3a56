package io.orchestrator.client.include;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderFilesTest {

    @TempDir
    private Path root;

    @Test
    void readsFilesOfTheFolderWhenTheyAreThere() throws IOException {
        Files.createDirectories(root.resolve("work/prompts"));
        Files.writeString(root.resolve("work/prompts/a.md"), "é");
        var files = FolderFiles.beside(root.resolve("work/flow.yaml"));

        assertThat(files.read("prompts/a.md")).contains("é");
        assertThat(files.read("prompts")).isEmpty();
        assertThat(files.read("b.md")).isEmpty();
    }

    @Test
    void refusesFilesWhenTheyAreOutsideOrNoText() throws IOException {
        Files.createDirectories(root.resolve("work"));
        Files.writeString(root.resolve("secret.txt"), "s");
        Files.write(root.resolve("work/image.png"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        Files.createSymbolicLink(root.resolve("work/link.txt"), root.resolve("secret.txt"));
        var files = new FolderFiles(root.resolve("work"));

        assertThat(files.read("../secret.txt")).isEmpty();
        assertThatThrownBy(() -> files.read("link.txt")).hasMessageContaining("leads out");
        assertThatThrownBy(() -> files.read("image.png")).hasMessageContaining("not UTF-8");
    }
}
