package io.orchestrator.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/** The program in {@code examples/clients/node}, installed with the packages that its lock file pins. */
final class NodeProgram {

    /** What npm says where it does not reach its registry, in contrast to a lock file that is wrong. */
    private static final Pattern UNREACHABLE = Pattern.compile(
            "ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ERR_SOCKET_TIMEOUT");

    private final Path folder;

    private NodeProgram(Path folder) {
        this.folder = folder;
    }

    /**
     * What a process did.
     *
     * @param exitCode its exit code
     * @param output what it printed, both streams
     */
    record Ended(int exitCode, String output) {}

    /** Copies and installs it there; the test is skipped where that cannot be done on this machine. */
    static NodeProgram install(Path folder) throws IOException, InterruptedException {
        Assumptions.assumeTrue(onPath("node") && onPath("npm"), "node and npm are not installed here");
        Folders.copy(Folders.repository().resolve("examples/clients/node"), folder);
        var installed = run(
                folder,
                Map.of(),
                List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1"));
        Assumptions.assumeFalse(
                UNREACHABLE.matcher(installed.output()).find(),
                () -> "npm does not reach its registry: " + installed.output());
        if (installed.exitCode() != 0) {
            throw new AssertionError("npm ci failed: " + installed.output());
        }
        return new NodeProgram(folder);
    }

    private static boolean onPath(String program) {
        for (var entry : System.getenv().getOrDefault("PATH", "").split(Pattern.quote(File.pathSeparator), -1)) {
            if (Files.isExecutable(Path.of(entry, program))) {
                return true;
            }
        }
        return false;
    }

    Ended start(Map<String, String> environment, List<String> args) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("node", "quote.mjs"));
        command.addAll(args);
        return run(folder, environment, command);
    }

    private static Ended run(Path folder, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        var output = Files.createTempFile(folder, command.getFirst(), ".log");
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        var process = builder.start();
        try {
            if (!process.waitFor(Child.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError(command + " does not end:\n" + Files.readString(output));
            }
            return new Ended(process.exitValue(), Files.readString(output));
        } finally {
            process.destroyForcibly();
        }
    }
}
