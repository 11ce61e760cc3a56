package io.orchestrator.cli.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One process of the run, which may be started many times. Thread-safe. */
final class Member implements AutoCloseable {

    private static final long SIGNAL_SECONDS = 5;

    private final Kind kind;
    private final String name;
    private final Function<String, Process> launch;
    private final Path folder;
    private @Nullable Process process;
    private int starts;
    private boolean paused;
    private boolean wanted;
    private boolean wasReady;

    /**
     * @param launch starts the process; is given its name with the number of the start
     * @param folder where its outputs are, one file a start
     */
    Member(Kind kind, String name, Function<String, Process> launch, Path folder) {
        this.kind = kind;
        this.name = name;
        this.launch = launch;
        this.folder = folder;
    }

    Kind kind() {
        return kind;
    }

    /** With the number of the last start, from 1: {@code worker-2.3}. */
    synchronized String incarnation() {
        return name + "." + starts;
    }

    /** The output of an incarnation. */
    static Path output(Path folder, String incarnation) {
        return folder.resolve(incarnation + ".txt");
    }

    synchronized void start() {
        starts++;
        paused = false;
        wasReady = false;
        wanted = true;
        process = launch.apply(incarnation());
    }

    /** {@code kill -9}; returns when it has ended. */
    synchronized void kill() {
        wanted = false;
        end();
    }

    private void end() {
        if (process == null) {
            return;
        }
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    synchronized void pause() {
        paused = signal("STOP");
    }

    /** Nothing happens where it is not stopped, or was killed meanwhile. */
    synchronized void resume() {
        if (paused) {
            paused = false;
            signal("CONT");
        }
    }

    private boolean signal(String signal) {
        if (process == null || !process.isAlive()) {
            return false;
        }
        try {
            var kill = new ProcessBuilder(List.of("kill", "-" + signal, Long.toString(process.pid()))).start();
            return kill.waitFor(SIGNAL_SECONDS, TimeUnit.SECONDS) && kill.exitValue() == 0;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot send SIG" + signal + " to " + name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whether it serves: it runs, is not stopped, and has said so since its last start. */
    synchronized boolean ready() {
        if (process == null || !process.isAlive() || paused) {
            return false;
        }
        wasReady = wasReady || text().lines().anyMatch(line -> line.startsWith(kind.readyLine()));
        return wasReady;
    }

    /** Whether it ended though nobody ended it. */
    synchronized boolean died() {
        return wanted && process != null && !process.isAlive();
    }

    /** What it has printed since its last start. */
    synchronized String text() {
        try {
            var output = output(folder, incarnation());
            return Files.exists(output) ? Files.readString(output) : "";
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the output of " + name, e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
