package io.orchestrator.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestrator.artifact.ArtifactException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderStoreTest implements ArtifactStoreContract {

    @TempDir
    private Path folder = Path.of("");

    @Override
    public ArtifactStore store() {
        return new FolderStore(folder.resolve("store"));
    }

    @Test
    void leavesNoPartsBehind() throws IOException {
        store().put("job-1", ArtifactStoreContract.hash(1), new byte[10]);
        store().check();

        try (var parts = Files.list(folder.resolve("store/.parts"))) {
            assertThat(parts).isEmpty();
        }
    }

    @Test
    void saysWhatToDoWhenItCannotWrite() throws IOException {
        Files.writeString(folder.resolve("store"), "a file in the way");

        assertThatThrownBy(() -> store().check()).isInstanceOfSatisfying(ArtifactException.class, e -> {
            assertThat(e.reason()).isEqualTo(Reason.UNREACHABLE);
            assertThat(e).hasMessageContaining("artifacts.folder");
        });
    }
}
