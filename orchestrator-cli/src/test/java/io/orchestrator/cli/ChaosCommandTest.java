package io.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.cli.stack.DataHome;
import io.orchestrator.json.Json;
import io.orchestrator.model.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A short run on real processes, and a long one where it is asked for. */
class ChaosCommandTest {

    @TempDir
    private Path folder = Path.of("");

    /** With a limit, so that no more than three jobs run at the same time is a part of what is checked. */
    @Test
    void losesNothingWhenProcessesAreKilledAndStopped() {
        assertLosesNothing(
                "--brokers=1",
                "--coordinators=1",
                "--workers=2",
                "--partitions=2",
                "--duration=12s",
                "--every=4s",
                "--seed=2",
                "-D",
                "admission.limit.default=3");
    }

    /** Three brokers, two coordinators and three workers for some minutes, or as long as {@code -Dchaos.minutes} says. */
    @Test
    @EnabledIfSystemProperty(named = "chaos.minutes", matches = "[1-9][0-9]*")
    void losesNothingWhenProcessesOfAWholeFleetAreKilledAndStopped() {
        assertLosesNothing("--duration=" + System.getProperty("chaos.minutes") + "m", "--every=12s", "--rate=0.5");
    }

    private void assertLosesNothing(String... options) {
        var data = folder.resolve("chaos");
        var arguments = new ArrayList<>(List.of("chaos", "--json", "--data=" + data));
        arguments.addAll(List.of(options));

        var run = CliRun.of(new DataHome(folder.resolve("home")), folder, arguments.toArray(String[]::new));

        assertThat(run.exitCode()).as(run.toString()).isZero();
        var report = Json.parseDict(run.out());
        assertThat(report.get("clean")).isEqualTo(Value.of(true));
        assertThat(number(report, "jobs", "submitted")).isPositive().isEqualTo(number(report, "jobs", "terminal"));
        assertThat(number(report, "jobs", "refolded")).isEqualTo(number(report, "jobs", "submitted"));
        assertThat(report.get("stored"))
                .isInstanceOfSatisfying(
                        Value.Text.class,
                        stored -> assertThat(stored.value())
                                .matches("[1-9]\\d* verified, 0 not as their events say, .*"));
        assertThat(number(report, "steps", "ledger_attempts"))
                .isGreaterThanOrEqualTo(number(report, "steps", "completed"));
        assertThat(number(report, "coordinator", "kills") + number(report, "worker", "kills"))
                .isPositive();
        assertThat(Files.exists(data)).isFalse();
        assertThat(ProcessHandle.current().descendants())
                .noneMatch(process -> process.info().commandLine().orElse("").contains(data.toString()));
    }

    @Test
    void saysWhatIsWrongWithItsOptions() {
        var run = CliRun.of(new DataHome(folder.resolve("home")), folder, "chaos", "--brokers=9");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--brokers is 9");
    }

    private static long number(Value.Dict report, String group, String name) {
        return report.get(group) instanceof Value.Dict dict && dict.get(name) instanceof Value.Int number
                ? number.value()
                : -1;
    }
}
