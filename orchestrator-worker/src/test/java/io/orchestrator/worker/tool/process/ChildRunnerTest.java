package io.orchestrator.worker.tool.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.orchestrator.worker.tool.ToolLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ChildRunnerTest {

    private final ChildRunner runner = ChildRunner.withoutSessions(ToolLimits.defaults());

    @TempDir
    Path folder;

    @Test
    void killsDescendantsWhenTheMachineHasNoSessions() throws Exception {
        var result = runner.run(request("sleep 300 & echo $!; sleep 300", Duration.ofMillis(500)));

        assertThat(result.end()).isEqualTo(ChildResult.End.TIMED_OUT);
        assertThat(result.exitCode()).isEqualTo(-1);
        var pid = Long.parseLong(result.stdout().text().strip());
        await().until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void saysWhatCannotBeStarted() {
        var request = new ChildRequest(
                List.of("no-such-program"), folder, "key", Map.of(), ChildRequest.Output.KEEP, Duration.ZERO);

        assertThatThrownBy(() -> runner.run(request))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no-such-program");
    }

    @Test
    void withholdsSettingsAndCredentials() {
        Map<String, String> environment = new HashMap<>(Map.of(
                "PATH",
                "/bin",
                "OPENAI_API_KEY",
                "a",
                "openai_api_key",
                "b",
                "AWS_SECRET_ACCESS_KEY",
                "c",
                "ORCHESTRATOR_CLAIM_SECRET",
                "d",
                "HF_TOKEN",
                "e"));

        ChildEnvironment.prepare(environment, "key", "mark");

        assertThat(environment)
                .containsOnly(
                        Map.entry("PATH", "/bin"),
                        Map.entry("ORCHESTRATOR_IDEMPOTENCY_KEY", "key"),
                        Map.entry("ORCHESTRATOR_CALL", "mark"));
    }

    private ChildRequest request(String command, Duration limit) {
        return new ChildRequest(List.of("sh", "-c", command), folder, "key", Map.of(), ChildRequest.Output.KEEP, limit);
    }
}
