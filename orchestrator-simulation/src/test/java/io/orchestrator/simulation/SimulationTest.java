package io.orchestrator.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.simulation.coordinator.Twist;
import io.orchestrator.simulation.work.Documents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The promises of architecture section 10 under faults, by seed. {@code -Dsimulation.seeds=100000} runs more of them,
 * {@code -Dsimulation.seed=42} runs one.
 */
final class SimulationTest {

    private static final long SEEDS = Long.getLong("simulation.seeds", 2_000);

    /** So many seeds reach everything. */
    private static final long ENOUGH = 1_000;

    private static final String[] REACHED = {
        "LEASE_EXPIRED",
        "LEASE_NOT_RENEWED",
        "PAUSED",
        "RAN_BEFORE",
        "aborted",
        "block.ended",
        "block.started",
        "checkpoint.created",
        "checkpoint.deleted",
        "control.refused",
        "crashed",
        "fenced",
        "granted",
        "job.accepted",
        "job.archived",
        "job.cancelled",
        "job.completed",
        "job.emitted",
        "job.ending",
        "job.failed",
        "job.paused",
        "job.priority-changed",
        "job.rejected",
        "job.rerun",
        "job.restored",
        "job.resumed",
        "job.retries-granted",
        "leaked",
        "loop.items",
        "redelivered",
        "secret used",
        "signal correlated",
        "signal lost",
        "signal.awaited",
        "signal.received",
        "signal.taken",
        "step.cancelled",
        "step.child-started",
        "step.completed",
        "step.failed",
        "step.failure-caught",
        "step.lease-renewed",
        "step.opened",
        "step.retry-scheduled",
        "step.scheduled",
        "step.skipped",
        "step.started",
        "steps.repeated",
        "variable seen",
        "variable.changed",
        "variable.set",
        "variables restored"
    };

    @TempDir
    static Path workspace;

    @Test
    void keepsItsPromisesWhateverHappens() {
        var kit = new Kit(workspace);
        var one = Long.getLong("simulation.seed");
        if (one != null) {
            Simulation.run(one, kit, Twist.NONE);
            return;
        }
        kept().forEach(seed -> Simulation.run(seed, kit, Twist.NONE));

        LongStream.range(0, SEEDS).parallel().forEach(seed -> Simulation.run(seed, kit, Twist.NONE));
        if (SEEDS >= ENOUGH) {
            assertThat(kit.tally().counts())
                    .as("what the seeds are for has happened")
                    .containsKeys(REACHED);
        }
    }

    @Test
    void runsTheSameAgainWhenTheSeedIsTheSame() {
        var kit = new Kit(workspace);

        var first = LongStream.range(0, 20)
                .map(seed -> Simulation.run(seed, kit, Twist.NONE))
                .boxed()
                .toList();
        var second = LongStream.range(0, 20)
                .map(seed -> Simulation.run(seed, kit, Twist.NONE))
                .boxed()
                .toList();

        assertThat(second).isEqualTo(first);
    }

    @Test
    void compilesEveryDocumentOfTheSimulation() {
        var kit = new Kit(workspace);
        var texts = new ArrayList<String>();
        IntStream.range(0, Documents.COUNT).mapToObj(Documents::of).forEach(texts::add);
        IntStream.range(0, Documents.CHILDREN.size()).mapToObj(Documents::child).forEach(texts::add);

        var broken = texts.stream()
                .filter(text -> !kit.compile(text).ok())
                .map(text -> kit.compile(text).findings() + "\n" + text)
                .toList();

        assertThat(broken).isEmpty();
    }

    /** Seeds that once found something. */
    private static List<Long> kept() {
        try (var file = SimulationTest.class.getResourceAsStream("/seeds.txt")) {
            var text = file == null ? "" : new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .map(Long::valueOf)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
