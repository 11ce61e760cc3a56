package io.orchestrator.cli.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/**
 * Where a run keeps its things: {@code homes/} the data of the processes, {@code outputs/} what they print, {@code work/} the
 * jobs' workspace with the ledger.
 *
 * @param root absolute
 */
public record Folders(Path root) {

    public Folders {
        root = root.toAbsolutePath().normalize();
    }

    void create() {
        try {
            Files.createDirectories(outputs());
            Files.createDirectories(work());
            Files.createDirectories(root.resolve("homes"));
        } catch (IOException e) {
            throw new ChaosException("cannot create folders in " + root + ": " + e.getMessage(), e);
        }
    }

    Path home(String name) {
        return root.resolve("homes").resolve(name);
    }

    Path outputs() {
        return root.resolve("outputs");
    }

    Path work() {
        return root.resolve("work");
    }

    /** Where tools write their idempotency keys, one a line. */
    Path ledger() {
        return work().resolve("ledger.txt");
    }

    /** With everything in it. */
    public void remove() {
        try (var files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + root, e);
        }
    }
}
