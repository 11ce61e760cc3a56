package io.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The shell script {@code orchestrator}, up to the point where it would build. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

    @TempDir
    private Path folder = Path.of("");

    private record Ended(int exitCode, String output) {}

    private Ended launch(Map<String, String> environment) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(
                        Folders.repository().resolve("orchestrator").toString(), "--version")
                .redirectErrorStream(true);
        builder.environment().remove("JAVA_HOME");
        builder.environment().putAll(environment);
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }

    @Test
    void saysSoWhenTheNamedJdkIsNone() throws Exception {
        var ended = launch(Map.of("ORCHESTRATOR_JAVA_HOME", folder.toString()));

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.output()).contains("ORCHESTRATOR_JAVA_HOME=" + folder, "is not a JDK 25");
    }

    @Test
    void refusesAnotherVersionWhenItIsNamed() throws Exception {
        Files.createDirectories(folder.resolve("bin"));
        for (var tool : new String[] {"java", "javac"}) {
            Files.writeString(folder.resolve("bin").resolve(tool), "#!/bin/sh\n");
            assertThat(folder.resolve("bin").resolve(tool).toFile().setExecutable(true))
                    .isTrue();
        }
        Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"21.0.4\"\n");

        var ended = launch(Map.of("ORCHESTRATOR_JAVA_HOME", folder.toString()));

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.output()).contains("is not a JDK 25");
    }
}
