package io.orchestrator.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** An Apicurio Registry in a process of its own, in memory, on 127.0.0.1. */
final class ApicurioProcess implements AutoCloseable {

    private static final Duration START_PATIENCE = Duration.ofMinutes(5);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);

    private final Process process;
    private final String url;

    private ApicurioProcess(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /** @param home the unpacked distribution */
    static ApicurioProcess start(Path home) throws IOException {
        var port = freePort();
        var command = List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.management.host=127.0.0.1",
                "-Dquarkus.management.port=" + freePort(),
                "-jar",
                jar(home).toString());
        var log = home.resolve("apicurio.log").toFile();
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        var started = new ApicurioProcess(process, "http://127.0.0.1:" + port + "/apis/ccompat/v7");
        try {
            Awaitility.await().atMost(START_PATIENCE).until(started::answers);
        } catch (RuntimeException e) {
            started.close();
            throw e;
        }
        return started;
    }

    private static Path jar(Path home) throws IOException {
        try (var files = Files.find(home, 3, (file, attributes) -> file.endsWith("quarkus-run.jar"))) {
            return files.findFirst().orElseThrow(() -> new IOException("no quarkus-run.jar in " + home));
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private boolean answers() throws InterruptedException {
        if (!process.isAlive()) {
            throw new IllegalStateException("Apicurio ended with " + process.exitValue() + ", see apicurio.log");
        }
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(url + "/subjects")).build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false; // not yet
        }
    }

    String url() {
        return url;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
