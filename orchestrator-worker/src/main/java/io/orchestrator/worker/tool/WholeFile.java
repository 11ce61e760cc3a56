package io.orchestrator.worker.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** Writes files that are whole or not there, whenever the process dies. */
public final class WholeFile {

    private WholeFile() {}

    /**
     * Puts bytes in the place of what may be there; folders on the way are made, and a link is written through.
     *
     * @param place absolute, inside of a workspace that has resolved it
     */
    public static void write(Path place, byte[] bytes) throws IOException {
        var target = Files.exists(place) ? place.toRealPath() : place;
        var folder = target.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        var part = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            Files.write(part, bytes);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
