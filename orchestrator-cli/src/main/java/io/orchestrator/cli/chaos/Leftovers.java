package io.orchestrator.cli.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Processes of tools whose worker was killed: nobody else ends them. */
final class Leftovers {

    private Leftovers() {}

    /** Ends every process that works in the folder, where the system tells ({@code /proc}). */
    static void end(Path folder) {
        var own = ProcessHandle.current().pid();
        ProcessHandle.allProcesses()
                .filter(process -> process.pid() != own && worksIn(process, folder))
                .forEach(ProcessHandle::destroyForcibly);
    }

    private static boolean worksIn(ProcessHandle process, Path folder) {
        var current = Path.of("/proc", Long.toString(process.pid()), "cwd");
        try {
            return Files.isSymbolicLink(current)
                    && Files.readSymbolicLink(current).startsWith(folder.toRealPath());
        } catch (java.nio.file.AccessDeniedException | java.nio.file.NoSuchFileException e) {
            return false; // another user's, or it has just ended
        } catch (IOException e) {
            if (!process.isAlive()) {
                return false;
            }
            throw new UncheckedIOException("cannot read " + current, e);
        }
    }
}
