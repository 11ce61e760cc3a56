package io.orchestrator.cli.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts {@code orchestrator} commands as processes of their own, with this process's Java and class path.
 *
 * @param java the executable
 * @param flags of the JVM, heap excepted
 * @param classPath as given to this process
 * @param mainClass of the {@code orchestrator} command
 */
public record Launcher(String java, List<String> flags, String classPath, String mainClass) {

    private static final List<String> SMALL = List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xlog:disable");

    /** Classes linked in advance: a start takes half the processor time. */
    private static final String LINKED = "-XX:AOTCache=";

    public Launcher {
        flags = List.copyOf(flags);
    }

    /** As this process was started. */
    public static Launcher likeThis(String mainClass) {
        var flags = new ArrayList<>(SMALL);
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith(LINKED))
                .forEach(flags::add);
        return new Launcher(
                ProcessHandle.current().info().command().orElse("java"),
                flags,
                System.getProperty("java.class.path"),
                mainClass);
    }

    /** The process, its output in the file. */
    Process start(List<String> command, int heapMb, Path output) {
        var line = new ArrayList<String>();
        line.add(java);
        line.addAll(flags);
        line.add("-Xmx" + heapMb + "m");
        line.addAll(List.of("-cp", classPath, mainClass));
        line.addAll(command);
        try {
            return new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + java, e);
        }
    }
}
