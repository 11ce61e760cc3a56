package io.orchestrator.coordinator.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orchestrator.artifact.ArtifactStore;
import io.orchestrator.artifact.FolderStore;
import io.orchestrator.coordinator.metrics.Metrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SweeperTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @TempDir
    private Path folder = Path.of("");

    private Sweeper sweeper(Optional<ArtifactStore> store) {
        return new Sweeper(store, new Metrics(meters));
    }

    @Test
    void deletesAllOfAJobWithoutKeepingWhoeverAsks() throws IOException {
        var store = new FolderStore(folder);
        for (var i = 0; i < 250; i++) {
            store.put("job-1", String.format("%064x", i), new byte[1]);
        }
        store.put("job-2", String.format("%064x", 1), new byte[1]);

        try (var sweeper = sweeper(Optional.of(store))) {
            assertThat(sweeper.isSwept("job-1")).isFalse();
            await().until(() -> sweeper.isSwept("job-1"));
        }

        try (var left = Files.list(folder)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .contains("job-2")
                    .doesNotContain("job-1");
        }
    }

    @Test
    void isDoneAtOnceWhereNothingIsKept() {
        try (var sweeper = sweeper(Optional.empty())) {
            assertThat(sweeper.isSwept("job-1")).isTrue();
        }
    }

    @Test
    void triesAgainWhenItIsAskedAgain() throws IOException {
        var store = new FolderStore(folder);
        store.put("job-1", String.format("%064x", 1), new byte[1]);
        var inside = folder.resolve("job-1").resolve("folder");
        Files.createDirectories(inside.resolve("in-the-way"));

        try (var sweeper = sweeper(Optional.of(store))) {
            assertThat(sweeper.isSwept("job-1")).isFalse();
            await().until(() -> {
                assertThat(sweeper.isSwept("job-1")).isFalse();
                return failures() > 0;
            });
            Files.delete(inside.resolve("in-the-way"));
            await().until(() -> sweeper.isSwept("job-1"));
        }
    }

    private double failures() {
        return meters.counter("orchestrator.artifacts.sweep.failures").count();
    }
}
