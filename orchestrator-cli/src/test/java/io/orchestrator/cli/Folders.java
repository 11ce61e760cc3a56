package io.orchestrator.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.junit.jupiter.api.Assumptions;

/** Folders that tests read and write. */
final class Folders {

    private Folders() {}

    /** The folder of this source tree. */
    static Path repository() {
        for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("docker-compose.yml")) || Files.exists(folder.resolve(".git"))) {
                return folder;
            }
        }
        throw new IllegalStateException("no source tree above " + Path.of("").toAbsolutePath());
    }

    /** A folder of the conformance data; the test is skipped where there is none. */
    static Path conformance(String name) {
        var folder =
                repository().resolveSibling("shared").resolve("conformance").resolve(name);
        Assumptions.assumeTrue(Files.isDirectory(folder), () -> "no conformance data in " + folder);
        return folder;
    }

    static void copy(Path from, Path to) {
        try (var entries = Files.walk(from)) {
            for (var entry : (Iterable<Path>) entries::iterator) {
                var target = to.resolve(from.relativize(entry).toString());
                if (Files.isDirectory(entry)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(entry, target);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path folder) {
        try (var entries = Files.walk(folder)) {
            for (var entry : (Iterable<Path>) entries.sorted(Comparator.reverseOrder())::iterator) {
                Files.deleteIfExists(entry);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
