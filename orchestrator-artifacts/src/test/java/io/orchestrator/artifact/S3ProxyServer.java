package io.orchestrator.artifact;

import io.orchestrator.config.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** S3Proxy in a process of its own, over a folder. */
final class S3ProxyServer implements AutoCloseable {

    static final String BUCKET = "artifacts";

    private static final String MAIN = "org.gaul.s3proxy.Main";
    private static final String KEY = "test-key";
    private static final String SECRET = "test-secret";
    private static final Duration STARTS_WITHIN = Duration.ofSeconds(90);

    private final Process process;
    private final int port;

    private S3ProxyServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** The jars of the server; empty where nobody has fetched them. */
    static Optional<Path> jars() {
        return Optional.of(Path.of("target", "s3proxy")).filter(Files::isDirectory);
    }

    static S3ProxyServer start(Path jars, Path folder) throws IOException {
        Files.createDirectories(folder.resolve("data").resolve(BUCKET));
        var port = freePort();
        var settings = Files.writeString(folder.resolve("s3proxy.properties"), """
                s3proxy.endpoint=http://127.0.0.1:%d
                s3proxy.authorization=aws-v2-or-v4
                s3proxy.identity=%s
                s3proxy.credential=%s
                jclouds.provider=filesystem-nio2
                jclouds.identity=none
                jclouds.credential=none
                jclouds.filesystem.basedir=%s
                """.formatted(
                        port, KEY, SECRET, folder.resolve("data").toAbsolutePath()));
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var log = folder.resolve("s3proxy.log");
        var process = new ProcessBuilder(
                        List.of(java, "-Xmx256m", "-cp", jars + "/*", MAIN, "--properties", settings.toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        var server = new S3ProxyServer(process, port);
        server.await(log);
        return server;
    }

    private void await(Path log) throws IOException {
        var deadline = System.nanoTime() + STARTS_WITHIN.toNanos();
        while (System.nanoTime() < deadline && process.isAlive()) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return;
            } catch (IOException notYet) {
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
        }
        close();
        throw new IOException("S3Proxy has not started:\n" + Files.readString(log));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    ArtifactConfig.S3 config(String prefix) {
        return config(prefix, SECRET);
    }

    ArtifactConfig.S3 config(String prefix, String secret) {
        return new ArtifactConfig.S3(
                BUCKET,
                prefix,
                "us-east-1",
                Optional.of(URI.create("http://127.0.0.1:" + port)),
                ArtifactConfig.Addressing.PATH,
                Optional.of(new ArtifactConfig.Keys(KEY, new Secret(secret))));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
