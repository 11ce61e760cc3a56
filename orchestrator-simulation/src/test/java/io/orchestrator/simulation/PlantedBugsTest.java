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
        assertThat(found(PlantedBugs::lostCommands, "I4:"))
                .as("a seed that finds it")
                .isPresent();
    }

    @Test
    void findsThatAnAnswerToAnEarlierAttemptIsTaken() {
        var kit = new Kit(workspace);

        assertThat(found(() -> PlantedBugs.noFence(kit), "I3:"))
                .as("a seed that finds it")
                .isPresent();
    }

    @Test
    void findsThatARecomputedCommandHasAnotherId() {
        var kit = new Kit(workspace);

        assertThat(found(() -> PlantedBugs.unstableIds(kit), "I3:"))
                .as("a seed that finds it")
                .isPresent();
    }

    @Test
    void findsThatAPauseIsForgotten() {
        assertThat(found(PlantedLapses::forgottenPauses, "I7:"))
                .as("a seed that finds it")
                .isPresent();
    }

    @Test
    void findsThatEverybodyMayBegin() {
        var kit = new Kit(workspace);

        assertThat(found(() -> PlantedLapses.grantsForAll(kit), "I5:"))
                .as("a seed that finds it")
                .isPresent();
    }

    @Test
    void findsThatIterationsShareAVariable() {
        var kit = new Kit(workspace);

        assertThat(found(() -> PlantedLapses.sharedVariables(kit), "I9:"))
                .as("a seed that finds it")
                .isPresent();
    }

    @Test
    void findsThatACheckpointsVariablesAreOverwritten() {
        assertThat(found(PlantedLapses::overwrittenCheckpoints, "I12:"))
                .as("a seed that finds it")
                .isPresent();
    }

    /** A seed in which that promise is broken first; other seeds may find the same bug as a breach of another one. */
    private static Optional<String> found(Supplier<Twist> bug, String promise) {
        var kit = new Kit(workspace);
        return LongStream.range(0, SEEDS)
                .parallel()
                .mapToObj(seed -> failure(seed, kit, bug.get()))
                .flatMap(Optional::stream)
                .filter(failure -> failure.contains("[" + promise))
                .findAny();
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
