package io.orchestrator.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.simulation.coordinator.Twist;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The simulation is of use: it finds bugs that are known to be there. */
final class PlantedBugsTest {

    /** A bug that hides in so many seeds would hide from the build as well. */
    private static final int SEEDS = 200;

    @TempDir
    static Path workspace;

    @Test
    void findsThatCommandsAreNotSentAgainAfterAnAbort() {
        assertThat(found(PlantedBugs::lostCommands)).get().asString().contains("I4");
    }

    @Test
    void findsThatAnAnswerToAnEarlierAttemptIsTaken() {
        var kit = new Kit(workspace);

        assertThat(found(() -> PlantedBugs.noFence(kit))).get().asString().contains("I3");
    }

    @Test
    void findsThatARecomputedCommandHasAnotherId() {
        var kit = new Kit(workspace);

        assertThat(found(() -> PlantedBugs.unstableIds(kit))).get().asString().containsPattern("I[34]:");
    }

    /** What the first seed that fails says. */
    private static Optional<String> found(Supplier<Twist> bug) {
        var kit = new Kit(workspace);
        return LongStream.range(0, SEEDS)
                .mapToObj(seed -> failure(seed, kit, bug.get()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> failure(long seed, Kit kit, Twist twist) {
        try {
            Simulation.run(seed, kit, twist);
            return Optional.empty();
        } catch (AssertionError e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
