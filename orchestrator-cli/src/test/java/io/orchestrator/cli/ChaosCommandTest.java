package io.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.cli.stack.DataHome;
import io.orchestrator.json.Json;
import io.orchestrator.model.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short run on real processes; long ones are started by hand. */
class ChaosCommandTest {

    @TempDir
    private Path folder = Path.of("");

    /** With a limit, so that no more than three jobs run at the same time is a part of what is checked. */
    @Test
    void losesNothingWhenProcessesAreKilledAndStopped() {
        var data = folder.resolve("chaos");

        var run = CliRun.of(
                new DataHome(folder.resolve("home")),
                folder,
                "chaos",
                "--brokers=1",
                "--coordinators=1",
                "--workers=2",
                "--partitions=2",
                "--duration=12s",
                "--every=4s",
                "--seed=2",
                "-D",
                "admission.limit.default=3",
                "--data=" + data,
                "--json");

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
