package io.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.cli.SharedStack.Running;
import io.orchestrator.json.Json;
import io.orchestrator.model.Value;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code orchestrator doctor} on what {@code orchestrator dev} starts. */
@ExtendWith(SharedStack.class)
class DoctorCommandTest {

    private final Running stack;

    @TempDir
    private Path folder = Path.of("");

    DoctorCommandTest(Running stack) {
        this.stack = stack;
    }

    @Test
    void findsNothingWrongWithTheEmbeddedStack() {
        var run = stack.cli(folder, "doctor");
        var json = stack.cli(folder, "doctor", "--json");

        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(run.out())
                .contains("  ok      add.partitions.to.txn.retry.backoff.ms: 1\n", ": 0 wrong, ", ", 0 not known")
                .contains("job.events-value: BACKWARD_TRANSITIVE", "  ok      poll.ms: 5");
        assertThat(Json.parse(json.out())).isInstanceOfSatisfying(Value.Array.class, checks -> {
            assertThat(checks.items()).hasSizeGreaterThan(50);
            assertThat(checks.items().getFirst())
                    .isInstanceOfSatisfying(
                            Value.Dict.class,
                            check -> assertThat(check.entries().keySet())
                                    .containsExactly("area", "name", "verdict", "is", "should", "cost", "change"));
        });
    }

    @Test
    void failsWhenASettingOfOursIsWrong() {
        var run = stack.cli(folder, "doctor", "-D", "coordinator.poll=100ms");

        assertThat(run.exitCode()).as(run.toString()).isEqualTo(Exit.FAILURE);
        assertThat(run.out()).contains("WRONG   poll.ms: 100, should be 1 to 10\n", "change: coordinator.poll=5ms");
    }

    @Test
    void looksAtTheSettingsOfWorkersAndAtTheKeys() {
        var run = stack.cli(folder, "doctor", "-D", "worker.lese=5s", "-D", "claim.secret=compose-only-change-me");

        assertThat(run.exitCode()).as(run.toString()).isEqualTo(Exit.FAILURE);
        assertThat(run.out())
                .contains("worker settings:", "WRONG   worker.lese: ", "did you mean worker.lease?")
                .contains("keys:", "WRONG   claim.secret: the one of our compose file")
                .contains("ok      sensitive.key: set");
    }

    @Test
    void refusesASettingThatItDoesNotKnow() {
        var run = stack.cli(folder, "doctor", "-D", "pol=1");

        assertThat(run.exitCode()).as(run.toString()).isEqualTo(Exit.INVALID);
        assertThat(run.err()).contains("there is no such setting");
    }
}
