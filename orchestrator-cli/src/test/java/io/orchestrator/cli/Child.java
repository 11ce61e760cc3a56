package io.orchestrator.cli;

import static org.awaitility.Awaitility.await;

import io.orchestrator.cli.stack.DataHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The command line in a process of its own, so that it can be killed. */
final class Child implements AutoCloseable {

    /** Generous: several tests may share two processors. */
    static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final List<String> FLAGS = List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx512m");

    private static final String IGNORED_SIGNALS = "SigIgn:";
    private static final long SIGINT = 1 << 1;

    private final Process process;
    private final Path output;

    private Child(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts {@code orchestrator ARGS} with this data folder and current folder. */
    static Child start(DataHome home, Path folder, String... args) {
        var command = new ArrayList<String>();
        if (interruptIsIgnored()) {
            // A shell starts its background processes so, and their children inherit it.
            command.addAll(List.of("env", "--default-signal=INT"));
        }
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(FLAGS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(args));
        try {
            var output = Files.createTempFile("orchestrator-" + args[0] + "-", ".log");
            var builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().put(DataHome.VARIABLE, home.root().toString());
            return new Child(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until a line of its output begins so; the answer is that line. */
    String awaitLine(String start) {
        await().atMost(PATIENCE).until(() -> line(start).isPresent() || !process.isAlive());
        return line(start)
                .orElseThrow(() -> new AssertionError("the process ended without '" + start + "':\n" + text()));
    }

    private Optional<String> line(String start) {
        return text().lines().filter(line -> line.startsWith(start)).findFirst();
    }

    private static boolean interruptIsIgnored() {
        var status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return false;
        }
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith(IGNORED_SIGNALS))
                    .map(line -> Long.parseUnsignedLong(
                            line.substring(IGNORED_SIGNALS.length()).trim(), 16))
                    .anyMatch(mask -> (mask & SIGINT) != 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it has printed so far. */
    String text() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code kill -9}. */
    void kill() {
        process.destroyForcibly();
        waitFor();
    }

    /** {@code kill -SIGNAL}. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    /** Its exit code, once it has ended. */
    int waitFor() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("the process does not end:\n" + text());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        kill();
        try {
            Files.deleteIfExists(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
