package io.orchestrator.worker.tool.process;

import io.orchestrator.worker.tool.ToolLimits;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Starts processes, reads their output, and leaves none behind. Thread-safe. */
public final class ChildRunner {

    private final int maxOutputBytes;
    private final Optional<String> setsid;

    private ChildRunner(int maxOutputBytes, Optional<String> setsid) {
        this.maxOutputBytes = maxOutputBytes;
        this.setsid = setsid;
    }

    /** Gives each child a session of its own where the machine has {@code setsid}. */
    public static ChildRunner create(ToolLimits limits) {
        return new ChildRunner(limits.maxOutputBytes(), program("setsid"));
    }

    /** Without {@code setsid}: members are found one by one. */
    static ChildRunner withoutSessions(ToolLimits limits) {
        return new ChildRunner(limits.maxOutputBytes(), Optional.empty());
    }

    private static Optional<String> program(String name) {
        var path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder).resolve(name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    /**
     * Runs a process until it has ended and its output is read, or its limit is over.
     *
     * @throws IOException where it cannot be started
     * @throws InterruptedException where the thread was interrupted; nothing of the process is left
     */
    ChildResult run(ChildRequest request) throws IOException, InterruptedException {
        var mark = UUID.randomUUID().toString();
        var keeps = request.output() == ChildRequest.Output.KEEP;
        var process = builder(request, mark).start();
        var group =
                new ChildGroup(process, mark, setsid.isPresent() ? ChildGroup.Session.OWN : ChildGroup.Session.SHARED);
        try {
            var stdout = OutputReader.start(process.getInputStream(), keeps ? maxOutputBytes : 0);
            var stderr = OutputReader.start(process.getErrorStream(), keeps ? maxOutputBytes : 0);
            var ended = awaitEnd(request, process, stdout, stderr);
            return new ChildResult(
                    ended ? ChildResult.End.EXITED : ChildResult.End.TIMED_OUT,
                    ended ? process.exitValue() : -1,
                    stdout.captured(),
                    stderr.captured());
        } finally {
            group.kill();
        }
    }

    private static boolean awaitEnd(ChildRequest request, Process process, OutputReader stdout, OutputReader stderr)
            throws InterruptedException {
        var limit =
                request.limit().isZero() ? Long.MAX_VALUE / 2 : request.limit().toNanos();
        var start = System.nanoTime();
        return process.waitFor(limit, TimeUnit.NANOSECONDS)
                && stdout.await(limit - (System.nanoTime() - start))
                && stderr.await(limit - (System.nanoTime() - start));
    }

    private ProcessBuilder builder(ChildRequest request, String mark) {
        List<String> command = new ArrayList<>();
        setsid.ifPresent(command::add);
        command.addAll(request.command());
        var drop = request.output() == ChildRequest.Output.DROP;
        var output = drop ? ProcessBuilder.Redirect.DISCARD : ProcessBuilder.Redirect.PIPE;
        var builder = new ProcessBuilder(command)
                .directory(request.folder().toFile())
                .redirectInput(new File("/dev/null"))
                .redirectOutput(output)
                .redirectError(output);
        ChildEnvironment.prepare(builder.environment(), request.idempotencyKey(), mark);
        builder.environment().putAll(request.secrets());
        return builder;
    }
}
