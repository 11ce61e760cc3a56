package io.orchestrator.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker process that is killed while it holds a command. */
final class WorkerCrashTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void runsTheCommandElsewhereWhenTheProcessIsKilledBeforeItAccepts() throws IOException, InterruptedException {
        try (var cluster = Cluster.start(folder.resolve("broker"))) {
            var topics = cluster.topics("");
            var talk = new Conversation(cluster, topics);
            var victim = process(cluster, "--worker.id=victim", "--worker.grace=60s");
            try (talk) {
                talk.send(Conversation.command(
                        "step", Conversation.terminal("sleep 5; echo end"), Duration.ofMinutes(1)));
                await().atMost(PATIENCE).until(() -> !talk.listen().started().isEmpty());

                victim.destroyForcibly().waitFor();
                var config = WorkerConfigs.of(cluster, WorkerConfigs.loop("heir", topics), folder);
                try (var heir = Worker.create(config)) {
                    heir.start();
                    await().atMost(PATIENCE)
                            .until(() -> !talk.listen().completed("step").isEmpty());
                }

                assertThat(talk.started())
                        .extracting(started -> started.worker())
                        .containsExactly("victim", "heir");
                assertThat(talk.completed("step")).hasSize(1);
            } finally {
                victim.destroyForcibly();
            }
        }
    }

    @Test
    void drainsAndEndsWhenTheProcessIsTerminated() throws IOException, InterruptedException {
        try (var cluster = Cluster.start(folder.resolve("broker"))) {
            var topics = cluster.topics("");
            var talk = new Conversation(cluster, topics);
            var process = process(cluster, "--worker.id=polite");
            try (talk) {
                talk.send(Conversation.command(
                        "step", Conversation.terminal("sleep 3; echo end"), Duration.ofMinutes(1)));
                await().atMost(PATIENCE).until(() -> !talk.listen().started().isEmpty());

                process.destroy();
                assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
                await().atMost(PATIENCE)
                        .until(() -> !talk.listen().completed("step").isEmpty());

                assertThat(talk.completed("step")).hasSize(1);
            } finally {
                process.destroyForcibly();
            }
        }
    }

    @Test
    void exitsWithTwoWhenThereIsNoBroker() throws IOException, InterruptedException {
        var command = command("--bootstrap.servers=127.0.0.1:1", "--worker.http.port=0");
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();

        var said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(said).contains("no Kafka broker answers at 127.0.0.1:1").contains("bootstrap.servers");
    }

    private Process process(Cluster cluster, String... flags) throws IOException {
        var all = new ArrayList<>(List.of(
                "--bootstrap.servers=" + cluster.bootstrapServers(),
                "--schema.registry.url=" + cluster.registryUrl(),
                "--workspace.roots=" + folder,
                "--worker.http.port=0"));
        all.addAll(List.of(flags));
        var log = new File(folder.toFile(), "worker.log");
        return new ProcessBuilder(command(all.toArray(String[]::new)))
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
    }

    private static List<String> command(String... flags) {
        var java = ProcessHandle.current().info().command().orElseThrow();
        var command = new ArrayList<>(List.of(
                java,
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                WorkerMain.class.getName()));
        command.addAll(List.of(flags));
        return command;
    }
}
