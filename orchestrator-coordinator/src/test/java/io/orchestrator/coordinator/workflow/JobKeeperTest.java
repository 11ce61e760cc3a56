package io.orchestrator.coordinator.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.artifact.FolderStore;
import io.orchestrator.artifact.LargeValues;
import io.orchestrator.model.ArtifactMark;
import io.orchestrator.model.SealedText;
import io.orchestrator.model.Value;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JobKeeperTest {

    @TempDir
    private Path folder = Path.of("");

    private JobKeeper keeper() {
        return new JobKeeper(LargeValues.in(new FolderStore(folder)), "job-1");
    }

    private static Value large(int number) {
        return Value.of(number + "x".repeat(70_000));
    }

    @Test
    void keepsOnlySoManyInOneDecisionBecauseAStreamThreadWaitsForEach() {
        var keeper = keeper();
        for (int i = 0; i < JobKeeper.MOST; i++) {
            assertThat(keeper.keep(Value.of("small"))).isEqualTo(Value.of("small"));
            assertThat(ArtifactMark.of(keeper.keep(large(i)))).as("value %d", i).isPresent();
        }

        assertThat(keeper.keep(large(-1))).isEqualTo(large(-1));
        assertThat(ArtifactMark.of(keeper().keep(large(-1)))).isPresent();
    }

    @Test
    void leavesWhatIsSealedWithAllAroundIt() {
        var sealed = Value.of(SealedText.PREFIX + "x".repeat(70_000));
        var dict = Value.of(Map.of("sealed", sealed, "other", large(1)));

        var kept = keeper().keep(dict);

        assertThat(kept.get("sealed")).isEqualTo(sealed);
        assertThat(ArtifactMark.isInside(kept)).isTrue();
    }
}
