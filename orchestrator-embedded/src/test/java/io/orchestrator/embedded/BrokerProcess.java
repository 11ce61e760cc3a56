package io.orchestrator.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** A broker in a JVM of its own, to be killed. */
final class BrokerProcess implements AutoCloseable {

    private final Process process;
    private final Path address;

    private BrokerProcess(Process process, Path address) {
        this.process = process;
        this.address = address;
    }

    /** Starts the process and waits until the broker serves. */
    static BrokerProcess start(Path folder, Path address) throws IOException {
        var java = ProcessHandle.current().info().command().orElseThrow();
        var command = List.of(
                java,
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                BrokerProcess.class.getName(),
                folder.toString(),
                address.toString());
        var started = new BrokerProcess(new ProcessBuilder(command).inheritIO().start(), address);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> Files.exists(address) || !started.process.isAlive());
        return started;
    }

    String bootstrapServers() throws IOException {
        return Files.readString(address);
    }

    long pid() {
        return process.pid();
    }

    /** SIGKILL, and waits for the end. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** @param arguments the data folder, and the file that shall hold the address */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var address = Path.of(arguments[1]);
        var broker = EmbeddedBroker.start(BrokerConfig.defaults(Path.of(arguments[0])));
        var written = Files.writeString(address.resolveSibling("address.tmp"), broker.bootstrapServers());
        Files.move(written, address, StandardCopyOption.ATOMIC_MOVE);
        Thread.currentThread().join();
    }
}
