package io.orchestrator.worker.tool;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orchestrator.model.FailureKind;
import io.orchestrator.model.TaskResult;
import io.orchestrator.model.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TerminalToolTest {

    @TempDir
    Path root;

    @Test
    void answersAsTheOriginalWhenTheCommandSucceeds() throws Exception {
        var envelope = ToolRunner.in(root).envelope("terminal", "execute", "{`command`:`!echo out; echo err >&2`}");

        assertThat(envelope)
                .isEqualTo(ToolRunner.json("{`result`:{`command`:`echo out; echo err >&2`,`return_code`:0,"
                        + "`stdout`:`out\\n`,`stderr`:`err\\n`,`working_dir`:`.`,`execution_time`:30},"
                        + "`success`:true,`error`:null}"));
    }

    @Test
    void reportsTheReturnCodeWhenTheCommandFails() throws Exception {
        var envelope = ToolRunner.in(root).envelope("terminal", "execute", "{`command`:`echo no >&2; exit 3`}");

        assertThat(envelope.get("success")).isEqualTo(Value.Bool.FALSE);
        assertThat(ToolRunner.text(envelope, "error")).isEqualTo("Command failed with return code 3: no");
        assertThat(ToolRunner.dict(envelope, "result").get("return_code")).isEqualTo(Value.of(3));
    }

    @Test
    void runsInAFolderThatItCreates() throws Exception {
        var result =
                ToolRunner.in(root).result("terminal", "execute", "{`command`:`pwd > here.txt`,`working_dir`:`./a/b`}");

        assertThat(result.get("working_dir")).isEqualTo(Value.of("./a/b"));
        assertThat(Files.readString(root.resolve("a/b/here.txt")).strip())
                .isEqualTo(root.resolve("a/b").toRealPath().toString());
    }

    @Test
    void refusesAFolderOutsideTheWorkspace() throws Exception {
        var failure = ToolRunner.in(root).failure("terminal", "execute", "{`command`:`pwd`,`working_dir`:`..`}");

        assertThat(failure.kind()).isEqualTo(FailureKind.DENIED);
    }

    @Test
    void leavesTheOutputOutWhenItIsNotCaptured() throws Exception {
        assertThat(ToolRunner.in(root).result("terminal", "", "{`command`:`echo x`,`capture_output`:false}"))
                .isEqualTo(ToolRunner.json("{`command`:`echo x`,`return_code`:0,`working_dir`:`.`}"));
    }

    @Test
    void givesTheCommandAnEmptyInput() throws Exception {
        assertThat(ToolRunner.in(root)
                        .result("terminal", "", "{`command`:`cat`}")
                        .get("stdout"))
                .isEqualTo(Value.of(""));
    }

    @Test
    void passesTheIdempotencyKeyOnAndNoSettingsOfTheWorker() throws Exception {
        var environment = ToolRunner.text(ToolRunner.in(root).result("terminal", "", "{`command`:`env`}"), "stdout");

        assertThat(environment)
                .contains("ORCHESTRATOR_IDEMPOTENCY_KEY=command-1\n")
                .contains("PATH=");
        assertThat(environment.lines().filter(line -> line.startsWith("ORCHESTRATOR_")))
                .hasSize(2);
    }

    @Test
    void keepsTheBeginningWhenTheOutputIsEndless() throws Exception {
        var small = new ToolRunner(root, new ToolLimits(1000, 1, 1, 1, 1, "python3"));

        var envelope = small.envelope("terminal", "", "{`command`:`yes`,`timeout`:1}");

        var result = ToolRunner.dict(envelope, "result");
        assertThat(ToolRunner.text(envelope, "error")).isEqualTo("Command timed out");
        assertThat(result.get("return_code")).isEqualTo(Value.of(-1));
        assertThat(result.get("truncated")).isEqualTo(Value.Bool.TRUE);
        assertThat(ToolRunner.text(result, "stdout"))
                .startsWith("y\ny\n")
                .contains("[output truncated: 1000 of ")
                .hasSizeLessThan(1100);
    }

    @Test
    void cutsTheOutputBetweenCharacters() throws Exception {
        var small = new ToolRunner(root, new ToolLimits(4, 1, 1, 1, 1, "python3"));

        assertThat(ToolRunner.text(small.result("terminal", "", "{`command`:`printf 'aäää'`}"), "stdout"))
                .isEqualTo("aä\n[output truncated: 4 of 7 bytes kept]\n");
    }

    @Test
    void killsWhatTheCommandLeftRunning() throws Exception {
        var result = ToolRunner.in(root).result("terminal", "", "{`command`:`sleep 300 >/dev/null 2>&1 & echo $!`}");

        assertGone(List.of(Long.parseLong(ToolRunner.text(result, "stdout").strip())));
    }

    @Test
    void hasNoResultAndNoProcessesWhenTheTimeLimitIsOver() throws Exception {
        var tools = ToolRunner.in(root);
        var command = "{`command`:`sleep 300 & echo $! > pids; echo $$ >> pids; sleep 300`}";

        var result = tools.run("terminal", tools.call("execute", command, Duration.ofMillis(700)));

        assertThat(result).isInstanceOf(TaskResult.Failed.class);
        var failure = ((TaskResult.Failed) result).failure();
        assertThat(failure.kind()).isEqualTo(FailureKind.TIMEOUT);
        assertThat(failure.message()).contains("time limit of 700 ms");
        assertGone(pids(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sleep 300 & echo $! > part; echo $$ >> part; mv part pids; sleep 300",
                "setsid sleep 300 & echo $! > part; echo $$ >> part; mv part pids; sleep 300",
                "(setsid sh -c 'echo $$ > part; echo $$ >> part; mv part pids; sleep 300' &) ; sleep 300",
                "trap '' TERM INT HUP; sleep 300 & echo $! > part; echo $$ >> part; mv part pids; wait",
            })
    void killsEveryProcessWhenItIsInterrupted(String command) throws Exception {
        var tools = ToolRunner.in(root);
        var outcome = new CompletableFuture<Throwable>();
        var thread = Thread.ofVirtual().start(() -> {
            try {
                tools.run("terminal", "execute", "{`command`:`" + command + "`}");
                outcome.complete(new AssertionError("the call ended"));
            } catch (InterruptedException e) {
                outcome.complete(e);
            }
        });
        await().until(() -> Files.exists(root.resolve("pids")));
        var pids = pids(2);
        assertThat(pids).allMatch(TerminalToolTest::alive);

        thread.interrupt();

        assertThat(outcome.get(20, SECONDS)).isInstanceOf(InterruptedException.class);
        assertGone(pids);
    }

    private List<Long> pids(int count) throws Exception {
        var pids = Files.readAllLines(root.resolve("pids")).stream()
                .map(Long::parseLong)
                .toList();
        assertThat(pids).hasSize(count);
        return pids;
    }

    private static void assertGone(List<Long> pids) {
        for (var pid : pids) {
            await().until(() -> !alive(pid));
        }
    }

    /** A process that was killed but not yet reaped is not alive. */
    private static boolean alive(long pid) {
        try {
            var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException gone) {
            return false;
        }
    }
}
